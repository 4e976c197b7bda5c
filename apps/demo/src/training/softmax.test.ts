import { expect, test } from "vitest";
import { softmax } from "./softmax.ts";

test("softmax gives probabilities in the ratios of the exponentials, however large the outputs are", () => {
  expect([...softmax([0, Math.log(3)])]).toEqual([expect.closeTo(0.25, 15), expect.closeTo(0.75, 15)]);
  const shifted = softmax([1000, 1000 + Math.log(3)]);
  expect([...shifted]).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.75, 12)]);
  expect([...softmax([-1e38, 0, 1e38])]).toEqual([0, 0, 1]);
  expect([...softmax([NaN, 1])]).toEqual([NaN, NaN]);
});
