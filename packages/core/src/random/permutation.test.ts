import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LockstepError } from "../errors/lockstep-error.ts";
import { keyFromSeed } from "./key.ts";
import { permutation } from "./permutation.ts";
import { streamKey } from "./streams.ts";

function orderOf(seed: number, size: number): number[] {
  return Array.from({ length: size }, (_, position) => permutation(keyFromSeed(seed), size)(position));
}

describe("permutation", () => {
  it("is a bijection at every size", () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 600 }), fc.constantFrom(4095, 4096, 4097));
    fc.assert(
      fc.property(fc.nat(), size, (seed, rows) => {
        expect(orderOf(seed, rows).toSorted((a, b) => a - b)).toEqual([...Array(rows).keys()]);
      }),
      { numRuns: 100, seed: 1 },
    );
  });
  it("reaches all orders of five rows equally often", () => {
    // Chi-square over 120 orders: 119 degrees of freedom, so above 200 is a chance of 1 in 10^5.
    const counts = new Map<string, number>();
    const draws = 60_000;
    for (let seed = 0; seed < draws; seed++) {
      const order = orderOf(seed, 5).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    const expected = draws / 120;
    const squares = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(counts.size).toBe(120);
    expect(squares).toBeLessThan(200);
    expect(squares).toBeGreaterThan(60);
  });
  it("has as many rows followed by their successor as chance gives", () => {
    // A uniform order has one on average, with variance one: 0.06 is four standard errors of 4,000 orders.
    const orders = 4000;
    let successors = 0;
    for (let epoch = 0; epoch < orders; epoch++) {
      const indexAt = permutation(streamKey(3, "shuffle", epoch), 1000);
      let previous = indexAt(0);
      for (let position = 1; position < 1000; position++) {
        const index = indexAt(position);
        if (index === previous + 1) successors += 1;
        previous = index;
      }
    }
    expect(Math.abs(successors / orders - 0.999)).toBeLessThan(0.064);
  });
  it("addresses a trillion rows", () => {
    const indexAt = permutation(keyFromSeed(1), 1e12);
    const indices = Array.from({ length: 1000 }, (_, position) => indexAt(position * 999_999_937));
    expect(new Set(indices).size).toBe(1000);
    expect(indices.every((index) => Number.isSafeInteger(index) && index >= 0 && index < 1e12)).toBe(true);
  });
  it.each([-1, 10, 300, 0.5, NaN])("refuses position %s of ten", (position) => {
    expect(() => permutation(keyFromSeed(1), 10)(position)).toThrow(/position must be an integer in \[0, 9\]/);
  });
  it.each([0, -1, 2.5, NaN, 2 ** 53])("refuses %s rows", (size) => {
    expect(() => permutation(keyFromSeed(1), size)).toThrow(LockstepError);
  });
});
