import { describe, expect, it } from "vitest";
import { foldIn, keyFromSeed } from "./key.ts";

describe("keys", () => {
  it.each([-1, 2.5, NaN, 2 ** 53, -1n, 2n ** 64n, "42"])("refuse the seed %s", (seed) => {
    expect(() => keyFromSeed(seed as number)).toThrow(/seed/);
  });
  it("take a number and the bigint of the same value alike", () => {
    for (const seed of [0, 42, 2 ** 32, 2 ** 53 - 1]) expect(keyFromSeed(BigInt(seed))).toEqual(keyFromSeed(seed));
  });
  it.each([-1, 2 ** 32, 0.5])("refuse to fold in %s", (data) => {
    expect(() => foldIn([0, 1], data)).toThrow(/foldIn/);
  });
});
