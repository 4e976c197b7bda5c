import { ModelProtoSchema } from "../../src/proto/onnx_pb.ts";
import { joinBytes } from "./join-bytes.ts";
import { RandomNumbers } from "./random-numbers.ts";
import { mutateTree } from "./tree-mutations.ts";
import { encodeWire, parseWire } from "./wire-tree.ts";

/** A damaged file, and how it came about. */
export interface Mutant {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file to damage. */
export interface Original {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Damages bytes without looking at what they mean. */
type ByteMutation = (bytes: Uint8Array, random: RandomNumbers, other: Uint8Array) => Uint8Array;

const BYTE_MUTATIONS: Readonly<Record<string, ByteMutation>> = {
  flipBits: (bytes, random) => {
    const copy = bytes.slice();
    for (let count = 1 + random.below(4); count > 0; count--) copy[random.below(copy.length)]! ^= 1 << random.below(8);
    return copy;
  },
  replaceBytes: (bytes, random) => {
    const copy = bytes.slice();
    for (let count = 1 + random.below(8); count > 0; count--) copy[random.below(copy.length)] = random.below(256);
    return copy;
  },
  truncate: (bytes, random) => bytes.slice(0, random.below(bytes.length)),
  removeRange: (bytes, random) => {
    const [start, end] = random.range(bytes.length);
    return joinBytes([bytes.subarray(0, start), bytes.subarray(end)]);
  },
  repeatRange: (bytes, random) => {
    const [start, end] = random.range(bytes.length);
    return joinBytes([bytes.subarray(0, end), bytes.subarray(start)]);
  },
  splice: (bytes, random, other) => {
    const [start, end] = random.range(bytes.length);
    const [from, to] = random.range(other.length);
    return joinBytes([bytes.subarray(0, start), other.subarray(from, to), bytes.subarray(end)]);
  },
  concatenate: (bytes, _, other) => joinBytes([bytes, other]),
  noise: (bytes, random) => Uint8Array.from({ length: random.below(bytes.length) }, () => random.below(256)),
};

/**
 * Damaged files, always the same ones: a third of them by changes of bytes, the others by changes of the message's fields that
 * keep all lengths right, so that most come past the decoder.
 *
 * @yields `count` mutants.
 */
export function* mutants(originals: readonly Original[], count: number, seed = 1): Generator<Mutant> {
  const random = new RandomNumbers(seed);
  const trees = originals.map(({ bytes }) => parseWire(bytes, ModelProtoSchema));
  const names = Object.keys(BYTE_MUTATIONS);
  for (let index = 0; index < count; index++) {
    const [one, two] = [random.below(originals.length), random.below(originals.length)];
    const label = `mutant ${index} of ${originals[one]!.name}`;
    if (index % 3 === 0) {
      const name = random.pick(names);
      const bytes = BYTE_MUTATIONS[name]!(originals[one]!.bytes, random, originals[two]!.bytes);
      yield { name: `${label}: ${name}`, bytes };
    } else {
      const { name, fields } = mutateTree(trees[one]!, random, trees[two]!);
      yield { name: `${label}: ${name}`, bytes: encodeWire(fields) };
    }
  }
}
