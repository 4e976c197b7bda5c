import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LockstepError } from "../errors/lockstep-error.ts";
import { feistelNetwork, fillPermuted } from "./feistel-network.ts";
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
  it("is one at 1, 2, 3, and one below, at and above every power of two up to 2^20", () => {
    const powers = Array.from({ length: 21 }, (_, exponent) => 2 ** exponent);
    for (const size of new Set([1, 2, 3, ...powers.flatMap((power) => [power - 1, power, power + 1])])) {
      if (size === 0) continue;
      const order = new Float64Array(size);
      fillPermuted(feistelNetwork(keyFromSeed(size), size), 0, order);
      const found = new Uint8Array(size);
      for (const index of order) found[index] = 1;
      // As many different indices as positions, and none outside, which the array would have dropped.
      expect(found.indexOf(0), `${size} rows`).toBe(-1);
    }
  });
  it("is the same in bulk as position by position, from anywhere", () => {
    for (const size of [1, 5, 300, 65_537, 1e12, 2 ** 53 - 1]) {
      const indexAt = permutation(keyFromSeed(7), size);
      const first = Math.max(0, size - 40);
      const order = new Float64Array(Math.min(40, size));
      fillPermuted(feistelNetwork(keyFromSeed(7), size), first, order);
      expect(Array.from(order)).toEqual(Array.from(order, (_, offset) => indexAt(first + offset)));
    }
  });
  it("reaches all orders of five rows equally often", () => {
    // Chi-square over 120 orders, 240,000 keys: 119 degrees of freedom, so above 200 is a chance of 1 in 10^5.
    const counts = new Map<number, number>();
    const draws = 240_000;
    const order = new Float64Array(5);
    for (let seed = 0; seed < draws; seed++) {
      fillPermuted(feistelNetwork(keyFromSeed(seed), 5), 0, order);
      const name = order.reduce((digits, index) => 5 * digits + index, 0);
      counts.set(name, (counts.get(name) ?? 0) + 1);
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
      const order = new Float64Array(1000);
      fillPermuted(feistelNetwork(streamKey(3, "shuffle", epoch), 1000), 0, order);
      for (let position = 1; position < 1000; position++) {
        if (order[position] === order[position - 1]! + 1) successors += 1;
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
