import { describe, expect, it } from "vitest";
import { noisyLabels } from "./label-noise.ts";
import { splitRows, type SplitOptions } from "./split-rows.ts";

describe("splitRows", () => {
  it("gives disjoint parts of the stated sizes, by seed", () => {
    const options = { rowCount: 100, sizes: { training: 60, validation: 25 }, seed: 4 };
    const { training, validation } = splitRows(options);
    expect([training.length, validation.length]).toEqual([60, 25]);
    expect(new Set([...training, ...validation]).size).toBe(85);
    expect(splitRows(options)).toEqual({ training, validation });
    expect(splitRows({ ...options, seed: 5 }).training).not.toEqual(training);
  });
  it("gives shares of the rows, the left-over ones to the first parts, as if the sizes had been given", () => {
    const split = (fractions: Record<string, number>): number[] =>
      Object.values(splitRows({ rowCount: 11, fractions, seed: 4 })).map((rows) => rows.length);
    expect(split({ a: 0.7, b: 0.2, c: 0.1 })).toEqual([8, 2, 1]);
    expect(split({ a: 1 / 3, b: 1 / 3, c: 1 / 3 })).toEqual([4, 4, 3]);
    expect(split({ a: 0.5, b: 0.25 })).toEqual([5, 2]);
    const { a } = splitRows({ rowCount: 11, fractions: { a: 0.7, b: 0.3 }, seed: 4 });
    expect(a).toEqual(splitRows({ rowCount: 11, sizes: { a: 8, b: 3 }, seed: 4 }).a);
  });
  it.each([
    [{ fractions: { a: 0.99, b: 0.01 } }, /fractions.b must leave the part at least one of the 10 rows, got 0.01/],
    [{ fractions: { a: 1, b: 0 } }, /fractions.b must be a number in \(0, 1\], got 0/],
    [{ fractions: { a: 0.8, b: 0.3 } }, /fractions must sum to at most 1/],
    [{ fractions: { a: NaN } }, /fractions.a/],
    [{ fractions: {} }, /needs at least one part/],
    [{ sizes: {} }, /needs at least one part/],
    [{}, /needs either sizes or fractions/],
    [{ sizes: { a: 1 }, fractions: { a: 0.5 } }, /needs either sizes or fractions/],
    [{ validationSplit: 0.2 }, /Use fractions/],
  ])("refuses %o", (parts, message) => {
    const options: unknown = { rowCount: 10, seed: 1, ...parts };
    expect(() => splitRows(options as SplitOptions<string>)).toThrow(message);
  });
  it("refuses more rows than there are, and empty parts", () => {
    expect(() => splitRows({ rowCount: 10, sizes: { a: 6, b: 5 }, seed: 1 })).toThrow(/at most the 10 rows/);
    expect(() => splitRows({ rowCount: 10, sizes: { a: 0 }, seed: 1 })).toThrow(/sizes.a must be/);
  });
});

describe("noisyLabels", () => {
  const labels = Int32Array.from({ length: 50_000 }, (_, row) => row % 10);
  it("changes the stated share of labels, each to any other class equally often", () => {
    const noisy = noisyLabels(labels, { rate: 0.2, classes: 10, seed: 1 });
    const offsets = Array.from(noisy, (label, row) => (label - labels[row]! + 10) % 10);
    const counts = Array.from({ length: 10 }, (_, offset) => offsets.filter((found) => found === offset).length);
    // Five standard deviations of a binomial count: 447 changes in all, 166 for each of nine offsets.
    expect(Math.abs(50_000 - counts[0]! - 10_000)).toBeLessThan(447);
    for (const count of counts.slice(1)) expect(Math.abs(count - 10_000 / 9)).toBeLessThan(166);
  });
  it("draws for each row by its own address", () => {
    const whole = noisyLabels(labels, { rate: 0.5, classes: 10, seed: 2 });
    expect(noisyLabels(labels.subarray(0, 100), { rate: 0.5, classes: 10, seed: 2 })).toEqual(whole.slice(0, 100));
  });
  it("keeps all labels at rate 0 and none at rate 1", () => {
    expect(noisyLabels(labels, { rate: 0, classes: 10, seed: 3 })).toEqual(labels);
    expect(noisyLabels(labels, { rate: 1, classes: 10, seed: 3 }).some((label, row) => label === labels[row])).toBe(
      false,
    );
  });
  it("refuses labels that are no classes", () => {
    expect(() => noisyLabels(Int32Array.of(1, 12), { rate: 0.2, classes: 10, seed: 1 })).toThrow(
      /label of row 1.*got 12/,
    );
  });
  it.each([NaN, -0.1, 1.5])("refuses the rate %s", (rate) => {
    expect(() => noisyLabels(labels, { rate, classes: 10, seed: 1 })).toThrow(/label noise: rate/);
  });
});
