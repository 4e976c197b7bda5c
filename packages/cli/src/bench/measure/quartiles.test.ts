import { expect, it } from "vitest";
import { quartilesOf, relativeSpread } from "./quartiles.ts";
import { roundSpeeds } from "./round-speeds.ts";

it.each([
  // numpy.quantile(values, [0.25, 0.5, 0.75])
  [[7], [7, 7, 7]],
  [
    [4, 1],
    [1.75, 2.5, 3.25],
  ],
  [
    [3, 1, 2],
    [1.5, 2, 2.5],
  ],
  [
    [4, 2, 3, 1],
    [1.75, 2.5, 3.25],
  ],
  [
    [50, 10, 40, 20, 30],
    [20, 30, 40],
  ],
  [
    [1, 2, 3, 4, 5, 100],
    [2.25, 3.5, 4.75],
  ],
])("quartiles of %j are %j", (values, [lower, median, upper]) => {
  expect(quartilesOf(values)).toEqual({ lower, median, upper });
});

it("leaves the values in their order", () => {
  const values = [3, 1, 2];
  quartilesOf(values);
  expect(values).toEqual([3, 1, 2]);
});

it("gives half of the middle half as a share of the median", () => {
  expect(relativeSpread({ lower: 9, median: 10, upper: 12 })).toBeCloseTo(0.15, 12);
});

it("compares the rounds that both had", () => {
  expect(roundSpeeds([5, 10, 1000], [10, 30])).toEqual({ lower: 2.25, median: 2.5, upper: 2.75 });
  expect(roundSpeeds([5, 10], [10, 30, 1000])).toEqual({ lower: 2.25, median: 2.5, upper: 2.75 });
});

it("takes the ratio of each round, not that of the medians", () => {
  // Ratios by round: 10/5 = 2, 30/10 = 3, 8/8 = 1; the medians, 10 and 8, would say 1.25.
  expect(roundSpeeds([5, 10, 8], [10, 30, 8])).toEqual({ lower: 1.5, median: 2, upper: 2.5 });
});
