import { expect } from "vitest";
import type { Kernels } from "../../src/reference/kernels/kernels.ts";
import { typescriptKernels } from "../../src/reference/kernels/typescript-kernels.ts";

const TYPESCRIPT = typescriptKernels();

/** A law of kernels, for those that are handed to it. */
export type KernelLaw = (kernels: Kernels) => void;

/**
 * Computes with the kernels in TypeScript and with others, on copies of the same arrays, and expects the same bits in all
 * results and in the arrays themselves; any NaN is equal to any.
 *
 * The others compute twice, first where nothing fits into their memory yet.
 */
export function expectSameBits(
  others: Kernels,
  arrays: readonly Float32Array[],
  compute: (kernels: Kernels, arrays: readonly Float32Array[]) => readonly Float32Array[],
): void {
  const run = (kernels: Kernels, given: readonly Float32Array[]): number[][] => {
    const results = kernels.scope(() => compute(kernels, given).map(bitsOf), 0);
    return [...results, ...given.map(bitsOf)];
  };
  const copies = (): Float32Array[] => arrays.map((array) => array.slice());
  const expected = run(TYPESCRIPT, copies());
  expect(run(others, copies())).toEqual(expected);
  const brought = others.scope(() => {
    const given = copies().map((array) => others.bring(array));
    return [...compute(others, given).map(bitsOf), ...given.map(bitsOf)];
  }, 0);
  expect(brought).toEqual(expected);
}

/** Numbers in f64 as what {@link expectSameBits} compares: halves of their bits, and one NaN for all. */
export function bitsOfDoubles(values: Float64Array): Float32Array {
  const words = new Uint32Array(values.map((value) => (Number.isNaN(value) ? NaN : value)).buffer);
  return Float32Array.from(words.length === 0 ? [] : [...words].flatMap((word) => [word >>> 16, word & 0xffff]));
}

const ANY_NAN = -1;

function bitsOf(values: Float32Array): number[] {
  const copy = values.slice();
  const bits = new Uint32Array(copy.buffer);
  return Array.from(copy, (value, index) => (Number.isNaN(value) ? ANY_NAN : bits[index]!));
}
