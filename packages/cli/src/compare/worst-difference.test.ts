import { expect, it } from "vitest";
import { worstDifference } from "./worst-difference.ts";

it.each([
  [[1, 2, 3], [1, 2.5, 2.75], 0.5],
  [[1, 2, 3], [1, 2], 0],
  [[NaN, Infinity], [NaN, Infinity], 0],
  [[NaN], [1], Infinity],
  [[Infinity], [-Infinity], Infinity],
])("%j against %j differs by %d", (a, b, worst) => {
  expect(worstDifference(a, b)).toBe(worst);
});
