import { describe, expect, it } from "vitest";
import {
  LockstepError,
  randomWords,
  readCsv,
  readCsvValues,
  readIdx,
  readNpy,
  readSafetensors,
  readSafetensorsArrays,
  streamKey,
  writeNpy,
  writeSafetensors,
  type NumberArray,
} from "../src/index.ts";

const text = (bytes: Uint8Array): string => new TextDecoder("latin1").decode(bytes);
const bytesOf = (content: string): Uint8Array => Uint8Array.from(content, (character) => character.charCodeAt(0));

const IDX = Uint8Array.from([0, 0, 0x0b, 2, 0, 0, 0, 3, 0, 0, 0, 2, ...Array(12).keys()]);
const NPY: readonly NumberArray[] = [
  { type: "f64", shape: [3, 2], data: Float64Array.of(1, 2, 3, 4, 5, 6) },
  { type: "bool", shape: [5], data: Uint8Array.of(0, 1, 1, 0, 1) },
];
const SAFETENSORS = writeSafetensors(
  {
    "0.weight": { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
    "0.bias": { shape: [2], data: Float32Array.of(5, 6) },
  },
  { note: "é" },
);
const CSV = bytesOf('x,"y ""1""",label\n1,2.5,a\n-3e2,"4",b\n5,6,a\n');

/** Each reader with a whole file, and the bytes of what it returns for each byte of the file, at the most. */
const READERS: readonly (readonly [string, Uint8Array, number, (bytes: Uint8Array) => readonly ArrayBufferView[]])[] = [
  ["readIdx", IDX, 1, (bytes) => [readIdx(bytes, "f", "i16").data]],
  ["readNpy of f64", writeNpy(NPY[0]!), 2, (bytes) => [readNpy(bytes, "f").data]],
  ["readNpy of bool", writeNpy(NPY[1]!), 2, (bytes) => [readNpy(bytes, "f").data]],
  [
    "readSafetensorsArrays",
    SAFETENSORS,
    2,
    (bytes) => Object.values(readSafetensorsArrays(bytes, "f").arrays).map(({ data }) => data),
  ],
  [
    "readSafetensors",
    SAFETENSORS,
    4,
    (bytes) => Object.values(readSafetensors(bytes, "f").tensors).map(({ data }) => data),
  ],
  ["readCsv", CSV, 4, (bytes) => [readCsv(text(bytes), "f").values]],
  ["readCsvValues", CSV, 4, (bytes) => [readCsvValues(text(bytes), "f", { targets: ["x"] }).values]],
];

/** Bytes that headers are made of, and the ends of their ranges: mutations that are likely to hit something. */
const TELLING = [0, 1, 7, 8, 10, 34, 39, 40, 41, 44, 45, 48, 57, 58, 91, 92, 93, 123, 125, 127, 128, 255];

/** A file with some bytes changed, a piece cut out, doubled, moved or cut off: a function of its number. */
function mutated(file: Uint8Array, number: number): Uint8Array {
  const words = randomWords(streamKey(number, "split"), 40);
  let next = 0;
  const below = (size: number): number => words[next++]! % Math.max(1, size);
  let bytes = Array.from(file);
  for (let change = below(4) + 1; change > 0; change--) {
    const at = below(bytes.length);
    const length = below(12);
    switch (below(7)) {
      case 0:
        bytes[at] = below(256);
        break;
      case 1:
        bytes[at] = TELLING[below(TELLING.length)]!;
        break;
      case 2:
        bytes.splice(at, length);
        break;
      case 3:
        bytes.splice(at, 0, ...bytes.slice(at, at + length));
        break;
      case 4:
        bytes.splice(below(bytes.length), 0, ...bytes.splice(at, length));
        break;
      case 5:
        bytes = bytes.slice(0, at);
        break;
      default:
        // A digit of a length or an offset.
        for (let index = at; index < bytes.length; index++) {
          if (bytes[index]! < 48 || bytes[index]! > 57) continue;
          bytes[index] = 48 + below(10);
          break;
        }
    }
  }
  return Uint8Array.from(bytes);
}

describe("a damaged file", () => {
  it.each(READERS)(
    "%s is read or refused by a typed error, in memory of the file's size",
    (_name, file, factor, read) => {
      let refused = 0;
      const runs = 5000;
      for (let number = 0; number < runs; number++) {
        const bytes = mutated(file, number);
        try {
          const size = read(bytes).reduce((sum, { byteLength }) => sum + byteLength, 0);
          if (size > factor * bytes.length) throw new Error(`${size} bytes for a file of ${bytes.length}`);
        } catch (error) {
          const told = error instanceof LockstepError && error.message.length < 2000;
          if (!told) throw new Error(`mutation ${number}: ${String(error)}`, { cause: error });
          refused += 1;
        }
      }
      // Neither always refused nor never: the mutations reach what lies behind the first check.
      expect(refused).toBeGreaterThan(runs / 10);
      expect(refused).toBeLessThan(runs);
    },
  );
});
