import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spreadClasses } from "./spread-classes.ts";

/** The furthest that any class is from its share after any batch, in rows. */
function furthestFromShare(counts: readonly number[], size: number): number {
  const rowCount = counts.reduce((sum, number) => sum + number, 0);
  const due = counts.map((number) => ((size * number) % rowCount) / rowCount);
  const extras = Math.round(due.reduce((sum, share) => sum + share, 0));
  const had = counts.map(() => 0);
  let furthest = 0;
  for (const [batch, chosen] of spreadClasses(counts, size, Math.floor(rowCount / size)).entries()) {
    expect(new Set(chosen).size).toBe(extras);
    for (const index of chosen) had[index]! += 1;
    for (const [index, share] of due.entries()) {
      furthest = Math.max(furthest, Math.abs(had[index]! - share * (batch + 1)));
    }
  }
  return furthest;
}

describe("the extra rows of classes", () => {
  it.each([
    ["whether the next row may share a batch", [3, 3, 3, 3, 2, 2, 2], 4],
    ["the same, the other way round", [4, 8, 10, 10], 3],
    ["the group deadline", [14, 16, 8, 17, 17], 4],
  ])("need %s to be told apart (found by search)", (_name, counts, size) => {
    expect(furthestFromShare(counts, size)).toBeLessThan(1);
  });
  it("go to as many classes in every batch, and never leave one a whole row behind or ahead", () => {
    // Many claims above one half, where only the group deadline tells which of several cannot wait.
    const count = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 20, max: 60 }));
    fc.assert(
      fc.property(fc.array(count, { minLength: 2, maxLength: 14 }), fc.integer({ min: 1, max: 30 }), (counts, size) => {
        expect(furthestFromShare(counts, size)).toBeLessThan(1);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });
});
