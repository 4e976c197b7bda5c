import { describe, expect, it } from "vitest";
import { MersenneTwister } from "../mersenne-twister.ts";
import { exponentialDraws } from "./exponential-draws.ts";

describe("exponentialDraws", () => {
  it.each([
    [42, [0.059914015690802146, 0.0649761287933853, 0.13191677998409057, 0.05401295179069416, 0.7469106746533763]],
    [7, [0.327643922983079, 0.3197834711021784, 1.9811754542789521, 1.0691168784985225, 2.557856349314053]],
  ])("is within a unit in the last place of PyTorch's, seed %s", (seed, expected) => {
    // Source: torch.empty(5, dtype=torch.float64).exponential_() of PyTorch 2.13.
    const bits = (values: Float64Array): bigint[] => [...new BigInt64Array(values.buffer)];
    const drawn = bits(exponentialDraws(new MersenneTwister(seed), expected.length));
    for (const [index, value] of bits(Float64Array.from(expected)).entries()) {
      const apart = drawn[index]! - value;
      expect(apart >= -1n && apart <= 1n).toBe(true);
    }
  });
});
