import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyFromSeed } from "../../random/key.ts";
import { uniform } from "../../random/random-words.ts";
import { matmul, matmulOfTransposed, matmulTransposed, transpose } from "./matmul.ts";

const f32 = Math.fround;

/** The definition: every product and sum rounded to f32, in the order of the inner index. */
function definition(a: Float32Array, b: Float32Array, rows: number, inner: number): Float32Array {
  const columns = b.length / inner;
  return Float32Array.from({ length: rows * columns }, (_, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    let sum = 0;
    for (let k = 0; k < inner; k++) sum = f32(sum + f32(a[row * inner + k]! * b[k * columns + column]!));
    return sum;
  });
}

describe("matmul", () => {
  it("has the bits of its definition at every shape, in all three forms", () => {
    const length = fc.integer({ min: 1, max: 13 });
    fc.assert(
      fc.property(length, length, length, fc.nat(1000), (rows, inner, columns, seed) => {
        const numbers = (count: number, start: number): Float32Array =>
          uniform(keyFromSeed(seed), count, start).map((u) => 2 * u - 1);
        const [a, b] = [numbers(rows * inner, 0), numbers(inner * columns, 1000)];
        const expected = definition(a, b, rows, inner);
        expect(matmul(a, b, rows, inner)).toEqual(expected);
        expect(matmulTransposed(a, transpose(b, inner, columns), rows, inner)).toEqual(expected);
        expect(matmulOfTransposed(transpose(a, rows, inner), b, inner)).toEqual(expected);
      }),
      { numRuns: 300, seed: 3 },
    );
  });
  it("rounds every sum to f32", () => {
    // In f64 the ones would survive beside 2^24; in f32 each is lost.
    const a = Float32Array.of(2 ** 24, 1, 1, 1);
    expect(matmul(a, new Float32Array(4).fill(1), 1, 4)).toEqual(Float32Array.of(2 ** 24));
  });
});
