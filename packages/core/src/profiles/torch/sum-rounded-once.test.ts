import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumRoundedOnce } from "./sum-rounded-once.ts";

/** All numbers of these tests are whole multiples of this. */
const UNIT = 2 ** -120;

/** The f32 nearest to n · UNIT, ties to even, by integers; n is far above what f32 calls subnormal. */
function nearestFloat(n: bigint): number {
  const size = n < 0n ? -n : n;
  const shift = BigInt(Math.max(size.toString(2).length - 24, 0));
  let rounded = size >> shift;
  const rest = size - (rounded << shift);
  const half = shift === 0n ? 1n : 1n << (shift - 1n);
  if (rest > half || (rest === half && shift > 0n && rounded % 2n === 1n)) rounded += 1n;
  return Number(rounded << shift) * UNIT * (n < 0n ? -1 : 1);
}

function exact(x: number): bigint {
  // The quotient by a power of two is exact, and whole.
  return BigInt(x / UNIT);
}

describe("a sum that is rounded once", () => {
  const fraction = fc.integer({ min: -(2 ** 24) + 1, max: 2 ** 24 - 1 });
  const exponent = fc.integer({ min: -60, max: 0 });

  it("is the f32 nearest to the exact sum of a product and a float", () => {
    fc.assert(
      fc.property(fraction, fraction, fraction, exponent, (a, b, c, scale) => {
        const product = a * b * 2 ** -48;
        const term = c * 2 ** (-24 + scale);
        expect(sumRoundedOnce(product, term) + 0).toBe(nearestFloat(exact(product) + exact(term)));
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
  it("sees what lies beyond f64 when f32 would be in two minds", () => {
    // Half way between two floats, and a little beside it: rounded to f64 first, the little is lost.
    const tie = fc.tuple(fc.integer({ min: 2 ** 23, max: 2 ** 24 - 1 }), fc.constantFrom(1, -1)).map(([n, sign]) => {
      return sign * (2 * n + 1) * 2 ** -25;
    });
    let differ = 0;
    fc.assert(
      fc.property(tie, fraction, fc.integer({ min: -60, max: -20 }), (half, c, scale) => {
        const term = c * 2 ** (-24 + scale);
        const sum = sumRoundedOnce(half, term);
        expect(sum).toBe(nearestFloat(exact(half) + exact(term)));
        if (sum !== Math.fround(half + term)) differ += 1;
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(differ).toBeGreaterThan(100);
  });
});
