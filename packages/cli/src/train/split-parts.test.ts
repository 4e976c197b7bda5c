import { expect, it } from "vitest";
import { splitParts } from "./split-parts.ts";

it("sets a share aside, of other rows than those to train on", () => {
  const { training, validation } = splitParts(100, { rows: null, share: 0.2, multiple: 1, seed: 1 });
  expect([training.length, validation.length]).toEqual([80, 20]);
  expect(new Set([...training, ...validation]).size).toBe(100);
});

it("uses only so many rows, in whole batches where the file fixes their length", () => {
  const { training, validation } = splitParts(100, { rows: 50, share: 0.2, multiple: 6, seed: 1 });
  expect([training.length, validation.length]).toEqual([42, 6]);
});

it("sets none aside for a share of 0, and at least a row for any other", () => {
  expect(splitParts(5, { rows: null, share: 0, multiple: 1, seed: 1 })).toMatchObject({ validation: [] });
  expect(splitParts(3, { rows: null, share: 0.01, multiple: 1, seed: 1 }).validation).toHaveLength(1);
});

it("refuses more rows than there are, and too few for a batch", () => {
  expect(() => splitParts(5, { rows: 6, share: 0.2, multiple: 1, seed: 1 })).toThrow(/--rows must be at most the 5/);
  expect(() => splitParts(9, { rows: null, share: 0.2, multiple: 6, seed: 1 })).toThrow(
    /a batch of 6 rows to train on/,
  );
});
