import { expect, it } from "vitest";
import { timeLeft } from "./time-left.ts";

it.each([
  // Of the first quarter's time three are left.
  [0.25, 60_000, ", about 3 min left"],
  [0.5, 30_000, ", about 30 s left"],
  [0.5, 32_000, ", about 30 s left"],
  [0.9, 9000, ", seconds left"],
  [0.5, 57_000, ", about 1 min left"],
])("%d of the work done after %d ms: %s", (share, elapsed, text) => {
  expect(timeLeft(share, elapsed)).toBe(text);
});

it.each([
  [0, 60_000],
  [0.001, 60_000],
  [0.5, 1000],
  [1, 60_000],
])("says nothing of %d after %d ms", (share, elapsed) => {
  expect(timeLeft(share, elapsed)).toBe("");
});
