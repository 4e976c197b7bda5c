import { expect } from "vitest";

/** Fails with every element that is further than the tolerance from what it should be, or a NaN. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  const wrong = Array.from(actual).flatMap((value, index) =>
    Math.abs(value - expected[index]!) <= tolerance ? [] : [`[${index}] is ${value}, not ${expected[index]}`],
  );
  expect(wrong).toEqual([]);
}
