import type { RandomNumbers } from "./random-numbers.ts";
import { encodeVarint, encodeWire, type WireField } from "./wire-tree.ts";

type Fields = readonly WireField[];

/** What can happen to one field; the lengths around it are made right again. */
interface Mutation {
  /** Changes are made more often the greater this is. */
  readonly weight: number;
  readonly fits?: (field: WireField) => boolean;
  /** @param donor a field of some file, of the same number and layout where there is one. */
  readonly change: (field: WireField, random: RandomNumbers, donor: WireField) => Fields;
}

/** Numbers at which counts, sizes and codes go wrong. */
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
  2 ** 53,
  -(2n ** 63n),
  2n ** 63n - 1n,
];

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

const isNumber = ({ wire }: WireField): boolean => wire === 0;
const isText = ({ wire, value }: WireField): boolean => wire === 2 && value instanceof Uint8Array;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  remove: { weight: 3, change: () => [] },
  repeat: { weight: 2, change: (field) => [field, field] },
  repeatOften: { weight: 1, change: (field, random) => Array.from({ length: 2 + random.below(200) }, () => field) },
  replace: { weight: 6, change: (_, __, donor) => [donor] },
  insert: { weight: 3, change: (field, _, donor) => [field, donor] },
  insertBefore: { weight: 1, change: (field, _, donor) => [donor, field] },
  renumber: { weight: 1, change: (field, random) => [{ ...field, number: 1 + random.below(30) }] },
  empty: { weight: 2, fits: ({ wire }) => wire === 2, change: (field) => [{ ...field, value: new Uint8Array() }] },
  otherNumber: {
    weight: 6,
    fits: isNumber,
    change: (field, random) => [{ ...field, value: encodeVarint(random.pick(NUMBERS)) }],
  },
  nearNumber: {
    weight: 4,
    fits: isNumber,
    change: (field, random) => [{ ...field, value: Uint8Array.of(random.below(32)) }],
  },
  otherText: {
    weight: 3,
    fits: isText,
    change: (field, random) => [{ ...field, value: new TextEncoder().encode(random.pick(TEXTS)) }],
  },
  otherBytes: {
    weight: 3,
    fits: isText,
    change: (field, random) => {
      const bytes = (field.value as Uint8Array).slice();
      if (bytes.length > 0) bytes[random.below(bytes.length)]! ^= 1 + random.below(255);
      return [{ ...field, value: bytes }];
    },
  },
  otherLength: {
    weight: 2,
    fits: isText,
    change: (field, random) => {
      const bytes = new Uint8Array(random.below(2 * (field.value as Uint8Array).length + 8));
      bytes.set((field.value as Uint8Array).subarray(0, bytes.length));
      return [{ ...field, value: bytes }];
    },
  },
  otherLayout: { weight: 1, change: (field, random) => [{ ...field, wire: random.below(6) }] },
  // A field within itself, deep: hostile to whatever recurses.
  nest: {
    weight: 1,
    fits: ({ wire }) => wire === 2,
    change: (field, random) => {
      let nested = field;
      for (let depth = random.pick([1, 3, 30, 300]); depth > 0; depth--) {
        nested = { number: field.number, wire: 2, value: encodeWire([nested]) };
      }
      return [nested];
    },
  },
};

const BY_WEIGHT = Object.entries(MUTATIONS).flatMap(([name, { weight }]) => Array.from({ length: weight }, () => name));

/** The fields with one to three of them, anywhere within, changed. */
export function mutateTree(fields: Fields, random: RandomNumbers, other: Fields): { name: string; fields: Fields } {
  const names: string[] = [];
  let changed = fields;
  for (let count = 1 + random.below(3); count > 0; count--) {
    const name = random.pick(BY_WEIGHT);
    const { fits = () => true, change } = MUTATIONS[name]!;
    const all = allFields(changed);
    const targets = all.filter(fits);
    if (targets.length === 0) continue;
    const target = random.pick(targets);
    const donors = [...all, ...allFields(other)];
    const alike = donors.filter(
      ({ number, wire, value }) => number === target.number && wire === target.wire && value !== target.value,
    );
    const donor = alike.length > 0 && random.below(8) > 0 ? random.pick(alike) : random.pick(donors);
    changed = replaceField(changed, target, change(target, random, donor));
    names.push(name);
  }
  return { name: names.join(", "), fields: changed };
}

function allFields(fields: Fields, found: WireField[] = []): readonly WireField[] {
  for (const field of fields) {
    found.push(field);
    if (!(field.value instanceof Uint8Array)) allFields(field.value, found);
  }
  return found;
}

function replaceField(fields: Fields, target: WireField, replacement: Fields): Fields {
  return fields.flatMap((field) => {
    if (field === target) return replacement;
    return field.value instanceof Uint8Array
      ? [field]
      : [{ ...field, value: replaceField(field.value, target, replacement) }];
  });
}
