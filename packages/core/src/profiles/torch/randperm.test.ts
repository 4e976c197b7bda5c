import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MersenneTwister } from "../mersenne-twister.ts";
import { LARGE_PERMUTATION, randperm } from "./randperm.ts";

/** How many words a call took, seen by where a second engine of the same seed catches up. */
function wordsTaken(seed: number, call: (engine: MersenneTwister) => unknown): number {
  const engine = new MersenneTwister(seed);
  call(engine);
  const after = JSON.stringify(engine.clone().state);
  const other = new MersenneTwister(seed);
  let count = 0;
  for (; JSON.stringify(other.state) !== after; count++) other.next();
  return count;
}

describe("randperm", () => {
  it("changes its law where PyTorch does", () => {
    expect(LARGE_PERMUTATION).toBe(214_748_364);
  });
  it.each([
    [42, [6, 0, 5, 8, 7, 2, 3, 1, 9, 4]],
    [0, [0]],
    [7, [19, 8, 7, 13, 4, 5, 9, 6, 14, 12, 17, 11, 16, 3, 2, 10, 15, 0, 1, 18]],
  ])("follows the law of many rows with few, seed %s", (seed, order) => {
    // Source: tools/oracles/torch_cpu_rules.py, fed by PyTorch's own stream of 64-bit draws.
    expect([...randperm(new MersenneTwister(seed), order.length, 0)]).toEqual(order);
  });
  it("is a permutation by either law", () => {
    const size = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(fc.nat(), size, fc.constantFrom(0, LARGE_PERMUTATION), (seed, count, largeFrom) => {
        const order = randperm(new MersenneTwister(seed), count, largeFrom);
        expect([...order].toSorted((a, b) => a - b)).toEqual([...Array(count).keys()]);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
  it.each([0, 1, 2, 9])("takes one word fewer than %s rows, or twice as many beyond the switch", (count) => {
    expect(wordsTaken(3, (engine) => randperm(engine, count))).toBe(Math.max(count - 1, 0));
    expect(wordsTaken(3, (engine) => randperm(engine, count, 0))).toBe(2 * count);
  });
});
