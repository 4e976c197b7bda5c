import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import type { BatchPlan } from "./batch-plan.ts";
import { planBatches } from "./plan-batches.ts";
import { bucketed } from "./bucketed-order.ts";
import { stratified } from "./stratified-order.ts";
import { weighted } from "./weighted-order.ts";

const seed = fc.integer({ min: 0, max: 2 ** 32 });
const options = { numRuns: 100, seed: 1 };

function epochOf(plan: BatchPlan, epoch = 0): number[][] {
  return Array.from({ length: plan.batchesPerEpoch }, (_, batch) => [...plan.rows(epoch, batch)]);
}

function throwsInvalidOption(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch (error) {
    return error instanceof InvalidOptionError;
  }
}

function sorted(rows: readonly number[]): number[] {
  return rows.toSorted((a, b) => a - b);
}

describe("an order with replacement", () => {
  it("draws as many rows as there are, some more than once, by epoch", () => {
    const plan = planBatches({ rowCount: 1000, batchSize: 64, order: "with-replacement", seed: 5 });
    const rows = epochOf(plan).flat();
    expect(rows).toHaveLength(1000);
    // A row is left out with probability 1/e: 632 come, give or take six standard deviations of about 10.
    expect(Math.abs(new Set(rows).size - 632)).toBeLessThan(60);
    expect(epochOf(plan, 1).flat()).not.toEqual(rows);
  });
  it("addresses the largest data set without memory for it", () => {
    const plan = planBatches({ rowCount: 2 ** 53 - 1, batchSize: 128, order: "with-replacement", seed: 1 });
    const rows = plan.rows(1, plan.batchesPerEpoch - 1);
    expect(rows.every((row) => Number.isSafeInteger(row) && row >= 0)).toBe(true);
    expect(rows.at(-1)).toBe(plan.rowAt(1, 2 ** 53 - 2));
  });
});

describe("weighted", () => {
  const weights = [1, 0, 2, 3, 0, 4];

  it("draws each row as often as its weight says, and one of weight 0 never", () => {
    const order = weighted(weights, { draws: 100_000 });
    const counts = weights.map(() => 0);
    for (const row of epochOf(planBatches({ rowCount: 6, batchSize: 1000, order, seed: 3 })).flat()) counts[row]! += 1;
    for (const [row, count] of counts.entries()) {
      // Six standard deviations of a binomial count.
      const share = weights[row]! / 10;
      expect(Math.abs(count - 100_000 * share)).toBeLessThanOrEqual(6 * Math.sqrt(100_000 * share * (1 - share)));
    }
  });
  it("without replacement gives every row that weighs anything once, the heavier the earlier", () => {
    const order = weighted(weights, { replacement: false });
    const plan = planBatches({ rowCount: 6, batchSize: 6, order, seed: 3 });
    expect(sorted(plan.rows(0, 0))).toEqual([0, 2, 3, 5]);
    const firsts = weights.map(() => 0);
    let heaviestBeforeNext = 0;
    for (let epoch = 0; epoch < 20_000; epoch++) {
      const rows = plan.rows(epoch, 0);
      firsts[rows[0]!]! += 1;
      if (rows.indexOf(5) < rows.indexOf(3)) heaviestBeforeNext += 1;
    }
    for (const [row, count] of firsts.entries())
      expect(Math.abs(count / 20_000 - weights[row]! / 10)).toBeLessThan(0.02);
    // Of two rows, the one comes before the other in proportion to their weights, wherever they stand.
    expect(heaviestBeforeNext / 20_000).toBeCloseTo(4 / 7, 1);
  });
  it("never draws a row of weight 0, wherever it stands and however small the others are", () => {
    const weight = fc.oneof(
      fc.constant(0),
      fc.double({ min: 2 ** -1000, max: 1e300, noNaN: true }),
      fc.constantFrom(2 ** -1074, 2 ** -1073),
    );
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: 12 }), fc.boolean(), seed, (list, replacement, drawn) => {
        fc.pre(list.some((one) => one > 0));
        const plan = planBatches({
          rowCount: list.length,
          batchSize: 5,
          order: weighted(list, { replacement }),
          seed: drawn,
        });
        const rows = epochOf(plan).flat();
        expect(rows.every((row) => list[row]! > 0)).toBe(true);
        expect(rows).toHaveLength(replacement ? list.length : list.filter((one) => one > 0).length);
      }),
      options,
    );
  });
  it.each([
    [() => weighted([1, -1]), /weight 1 must be finite and not negative, got -1/],
    [() => weighted([1, NaN]), /weight 1 .*got NaN/],
    [() => weighted([Infinity]), /weight 0 .*got Infinity/],
    [() => weighted([0, 0]), /positive, finite sum, got 0/],
    [() => weighted([1e308, 1e308]), /positive, finite sum, got Infinity/],
    [() => weighted([]), /positive, finite sum/],
    [() => weighted(undefined as never), /takes a list of weights/],
    [() => weighted([1, 0, 1], { replacement: false, draws: 3 }), /at most the 2 rows that weigh more than 0/],
    [() => weighted([1], { draws: 0 }), /draws must be an integer of at least 1/],
    [() => weighted([1], { replacement: "no" as never }), /replacement must be true or false/],
    [() => weighted([1], { numSamples: 3 } as never), /Name it draws/],
    [() => planBatches({ rowCount: 3, batchSize: 2, order: weighted([1, 2]), seed: 1 }), /each of the 3 rows, got 2/],
    [() => planBatches({ rowCount: 2, batchSize: 2, order: weighted([1, 2]) }), /seed is needed/],
  ])("refuses what makes no sense (%#)", (action, message) => {
    expect(action).toThrow(message);
  });
});

describe("stratified", () => {
  const labels = fc.array(fc.integer({ min: -2, max: 9 }), { minLength: 1, maxLength: 200 });

  it("visits every row once, with every batch and all so far within one row of every class's share", () => {
    fc.assert(
      fc.property(labels, fc.integer({ min: 1, max: 40 }), seed, (list, batchSize, drawn) => {
        const rowCount = list.length;
        const plan = planBatches({ rowCount, batchSize, order: stratified(list), seed: drawn });
        const epoch = epochOf(plan, 3);
        expect(sorted(epoch.flat())).toEqual([...list.keys()]);
        for (const label of new Set(list)) {
          const share = list.filter((other) => other === label).length / rowCount;
          let soFar = 0;
          let rows = 0;
          for (const batch of epoch) {
            const found = batch.filter((row) => list[row] === label).length;
            soFar += found;
            rows += batch.length;
            expect(Math.abs(found - batch.length * share)).toBeLessThan(1 + 1e-9);
            expect(Math.abs(soFar - rows * share)).toBeLessThan(1);
          }
        }
      }),
      options,
    );
  });
  it("changes rows and places with the epoch, but not how many rows of a class a batch holds", () => {
    const list = Array.from({ length: 100 }, (_, row) => (row % 7 < 2 ? 1 : 0));
    const plan = planBatches({ rowCount: 100, batchSize: 16, order: stratified(list), seed: 1 });
    const counts = (epoch: number): number[] =>
      epochOf(plan, epoch).map((rows) => rows.filter((row) => list[row] === 1).length);
    expect(counts(1)).toEqual(counts(0));
    expect(epochOf(plan, 1)[0]).not.toEqual(epochOf(plan, 0)[0]);
    // Within a batch the classes are mixed: the first half is not all of one class in every batch.
    expect(epochOf(plan).some((rows) => rows.slice(0, 8).some((row) => list[row] === 1))).toBe(true);
  });
  it.each([
    [() => stratified([0, 0.5]), /row 1 must be an integer, got 0.5/],
    [() => stratified([]), /one integer a row/],
    [() => stratified(3 as never), /one integer a row/],
    [() => planBatches({ rowCount: 3, batchSize: 2, order: stratified([1, 2]), seed: 1 }), /each of the 3 rows/],
  ])("refuses what makes no sense (%#)", (action, message) => {
    expect(action).toThrow(message);
  });
});

describe("bucketed", () => {
  const lengths = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 150 });
  const boundaries = fc.uniqueArray(fc.integer({ min: 1, max: 45 }), { maxLength: 5 }).map(sorted);

  it("visits every row once, in batches of one bucket each, full ones but for one a bucket", () => {
    fc.assert(
      fc.property(lengths, boundaries, fc.integer({ min: 1, max: 20 }), seed, (list, limits, batchSize, drawn) => {
        const bucketOf = (row: number): number => limits.filter((limit) => list[row]! >= limit).length;
        const plan = planBatches({
          rowCount: list.length,
          batchSize,
          order: bucketed(list, { boundaries: limits }),
          seed: drawn,
        });
        const epoch = epochOf(plan, 2);
        expect(sorted(epoch.flat())).toEqual([...list.keys()]);
        const short = epoch.filter((rows) => rows.length < batchSize).map((rows) => bucketOf(rows[0]!));
        expect(new Set(short).size).toBe(short.length);
        for (const rows of epoch) expect(new Set(rows.map(bucketOf)).size).toBe(1);
      }),
      options,
    );
  });
  it("drops the short batch of each bucket, and nothing else", () => {
    fc.assert(
      fc.property(lengths, boundaries, fc.integer({ min: 1, max: 20 }), seed, (list, limits, batchSize, drawn) => {
        const order = bucketed(list, { boundaries: limits });
        const plan = { rowCount: list.length, batchSize, order, seed: drawn };
        const full = epochOf(planBatches(plan)).filter((rows) => rows.length === batchSize);
        const dropped = { ...plan, lastBatch: "drop" } as const;
        if (full.length === 0) return throwsInvalidOption(() => planBatches(dropped));
        return epochOf(planBatches(dropped)).map(String).toSorted().join() === full.map(String).toSorted().join();
      }),
      options,
    );
  });
  it.each([
    [() => bucketed([1], { boundaries: [3, 3] }), /each larger than the one before/],
    [() => bucketed([1], { boundaries: [0] }), /integers above 0/],
    [() => bucketed([1], {} as never), /boundaries must be/],
    [() => bucketed([-1], { boundaries: [3] }), /a length must be an integer of at least 0, got -1/],
    [
      () => planBatches({ rowCount: 2, batchSize: 2, order: bucketed([1], { boundaries: [] }), seed: 1 }),
      /of the 2 rows/,
    ],
  ])("refuses what makes no sense (%#)", (action, message) => {
    expect(action).toThrow(message);
  });
});

describe("the fingerprint of a plan", () => {
  it("tells orders apart by everything that decides them", () => {
    const labels = [0, 1, 0, 1];
    const orders = [
      "shuffled" as const,
      "sequential" as const,
      "with-replacement" as const,
      weighted([1, 2, 3, 4]),
      weighted([1, 2, 4, 3]),
      weighted([1, 2, 3, 4], { replacement: false }),
      weighted([1, 2, 3, 4], { draws: 5 }),
      stratified(labels),
      stratified([1, 0, 0, 1]),
      stratified([0, 2, 0, 2]),
      bucketed(labels, { boundaries: [1] }),
      bucketed(labels, { boundaries: [] }),
      bucketed([1, 1, 0, 0], { boundaries: [1] }),
    ];
    const texts = orders.map((order) => planBatches({ rowCount: 4, batchSize: 2, order, seed: 1 }).fingerprint());
    expect(new Set(texts).size).toBe(orders.length);
    expect(texts[0]).toBe("2 shuffled keep");
    expect(planBatches({ rowCount: 4, batchSize: 2, order: stratified(labels), seed: 1 }).fingerprint()).toBe(texts[7]);
  });
});
