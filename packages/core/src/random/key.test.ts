import { describe, expect, it } from "vitest";
import { foldIn, keyFromSeed } from "./key.ts";
import { normal } from "./normal.ts";
import { permutation } from "./permutation.ts";
import { bernoulli, randomWords, uniform } from "./random-words.ts";

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
  it.each([[42], [undefined], [[42]], [[1, 2, 3]], [[-1, 0]], [[0, 2 ** 32]], [[0.5, 1]], [[1n, 2n]], ["42"]])(
    "are not %o, such as a seed in the place of its key",
    (key) => {
      for (const draw of [
        () => foldIn(key as never, 1),
        () => randomWords(key as never, 1),
        () => uniform(key as never, 1),
        () => bernoulli(key as never, 0.5, 1),
        () => normal(key as never, 1),
        () => permutation(key as never, 10),
      ]) {
        expect(draw).toThrow(/key must be two words.*keyFromSeed\(42\)/);
      }
    },
  );
});
