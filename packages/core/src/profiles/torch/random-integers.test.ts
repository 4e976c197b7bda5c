import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MersenneTwister } from "../mersenne-twister.ts";
import { random64, random64Modulo } from "./random-integers.ts";

describe("random64Modulo", () => {
  it("is the remainder of all 64 bits, at every range", () => {
    const range = fc.oneof(
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      fc.integer({ min: 1, max: 2 ** 37 }),
      fc.integer({ min: 2 ** 37, max: 2 ** 41 }),
      fc.constantFrom(1, 2, 2 ** 28, 2 ** 32 - 1, 2 ** 32, 2 ** 37 - 1, 2 ** 37, 2 ** 37 + 1),
    );
    fc.assert(
      fc.property(fc.nat(), range, (seed, modulus) => {
        const expected = random64(new MersenneTwister(seed)) % BigInt(modulus);
        expect(random64Modulo(new MersenneTwister(seed), modulus)).toBe(Number(expected));
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});
