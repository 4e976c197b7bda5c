import type { RandomNumbers } from "./random-numbers.ts";
import { encodeVarint, encodeWire, type WireField } from "./wire-tree.ts";

type Fields = readonly WireField[];
type Change = (field: WireField, random: RandomNumbers, donor: WireField) => readonly WireField[];

/** Numbers at which counts and sizes go wrong. */
const NUMBERS = [
  0,
  1,
  -1,
  2,
  3,
  7,
  8,
  16,
  127,
  128,
  255,
  2 ** 16,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2n ** 63n),
  2n ** 63n - 1n,
];

/** What can happen to one field; lengths around it are made right again. */
const CHANGES: Readonly<Record<string, Change>> = {
  remove: () => [],
  repeat: (field) => [field, field],
  repeatOften: (field, random) => Array.from({ length: 2 + random.below(200) }, () => field),
  replace: (_, __, donor) => [donor],
  insert: (field, _, donor) => [field, donor],
  renumber: (field, random) => [{ ...field, number: 1 + random.below(30) }],
  empty: (field) => (field.wire === 2 ? [{ ...field, value: new Uint8Array() }] : []),
  otherNumber: (field, random) => [{ number: field.number, wire: 0, value: encodeVarint(random.pick(NUMBERS)) }],
  otherWire: (field, random) => [{ ...field, wire: random.pick([0, 1, 2, 3, 4, 5]) }],
  otherBytes: (field, random) => {
    const bytes = (field.value instanceof Uint8Array ? field.value : encodeWire(field.value)).slice();
    if (bytes.length > 0) bytes[random.below(bytes.length)]! ^= 1 + random.below(255);
    return [{ ...field, value: bytes }];
  },
  // A name or path of another field in this one's place.
  otherText: (field, random) => [
    field.wire === 2 && field.value instanceof Uint8Array
      ? { ...field, value: new TextEncoder().encode(random.pick(TEXTS)) }
      : field,
  ],
};

const TEXTS = [
  "",
  "x",
  "y",
  "h",
  "../x",
  "/etc/passwd",
  "C:\\x",
  "__proto__",
  "Constant",
  "Dropout",
  "If",
  "ai.onnx",
  "99999999999",
];

/** The fields with one to three of them, anywhere within, changed. */
export function mutateTree(fields: Fields, random: RandomNumbers, other: Fields): { name: string; fields: Fields } {
  const names: string[] = [];
  let changed = fields;
  for (let count = 1 + random.below(3); count > 0; count--) {
    const name = random.below(20) === 0 ? "nest" : random.pick(Object.keys(CHANGES));
    const change = CHANGES[name] ?? nest;
    const donor = pickField(other, random);
    if (donor === undefined) continue;
    changed = changeSome(changed, random, (field) => change(field, random, donor));
    names.push(name);
  }
  return { name: names.join(", "), fields: changed };
}

/** A field within itself, deep: hostile to whatever recurses. */
function nest(field: WireField, random: RandomNumbers): readonly WireField[] {
  let nested = field;
  for (let depth = random.pick([3, 30, 300, 3000]); depth > 0 && field.wire === 2; depth--) {
    nested = { number: field.number, wire: 2, value: encodeWire([nested]) };
  }
  return [nested];
}

function pickField(fields: Fields, random: RandomNumbers): WireField | undefined {
  if (fields.length === 0) return undefined;
  const field = random.pick(fields);
  return field.value instanceof Uint8Array || random.below(3) === 0 ? field : (pickField(field.value, random) ?? field);
}

function changeSome(fields: Fields, random: RandomNumbers, change: (field: WireField) => Fields): Fields {
  if (fields.length === 0) return fields;
  const chosen = random.below(fields.length);
  return fields.flatMap((field, index) => {
    if (index !== chosen) return [field];
    if (field.value instanceof Uint8Array || random.below(4) === 0) return change(field);
    return [{ ...field, value: changeSome(field.value, random, change) }];
  });
}
