import { dropoutMask, keepBits } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/experiment/experiment-settings.ts";
import { compareBits } from "../../src/train-section/views/masks/compare-bits.ts";
import { describeAnswers } from "../../src/train-section/views/masks/describe-masks.ts";
import { countKept, dropoutBits } from "../../src/train-section/views/masks/dropout-bits.ts";
import { maskGrid } from "../../src/train-section/views/masks/mask-grid.ts";

describe("the bits of dropout", () => {
  it("are those of core's mask of that site and step", () => {
    const { kept } = dropoutBits({ ...DEFAULT_SETTINGS, hidden: [16, 24], rate: 0.3 }, 1, 7, 5);
    expect(kept).toEqual(keepBits(dropoutMask({ seed: 42, site: 1, step: 7, rate: 0.3, shape: [5, 24] })));
  });
  it("keep about 1 - rate of the units", () => {
    const { kept } = dropoutBits({ ...DEFAULT_SETTINGS, hidden: [1000], rate: 0.2 }, 0, 3, 20);
    // Five standard deviations of a mean of 20,000 bits.
    expect(Math.abs(countKept(kept) / kept.length - 0.8)).toBeLessThan(5 * Math.sqrt(0.16 / 20_000));
  });
});

describe("comparing bits", () => {
  const expected = { rows: 2, units: 2, kept: Uint8Array.of(1, 0, 1, 1) };
  it("finds those that differ", () => {
    expect(compareBits(expected, { ...expected, kept: Uint8Array.of(1, 1, 1, 0) })).toEqual({
      total: 4,
      equal: 2,
      differing: Uint8Array.of(0, 1, 0, 1),
    });
  });
  it("does not compare masks of other shapes", () => {
    expect(compareBits(expected, { rows: 1, units: 4, kept: expected.kept }).differing).toBeNull();
    expect(compareBits(expected, { rows: 1, units: 2, kept: Uint8Array.of(1, 0) }).differing).toBeNull();
  });
});

describe("what backends answer", () => {
  const same = { total: 4096, equal: 4096, differing: new Uint8Array(4096) };
  it("is said once where all agree", () => {
    const answers = (["reference", "tfjs-wasm", "ort-wasm"] as const).map((name) => ({ name, comparison: same }));
    expect(describeAnswers(answers)).toEqual(["Identical on all 3 backends (4,096 of 4,096 bits)."]);
  });
  it("names those that differ, and those that could not be asked", () => {
    const sentences = describeAnswers([
      { name: "reference", comparison: same },
      { name: "tfjs-webgl", comparison: { ...same, equal: 4000 } },
      { name: "ort-wasm", comparison: null },
    ]);
    expect(sentences).toEqual([
      "Identical to the picture: reference (4,096 of 4,096 bits).",
      "tfjs webgl differs in 96 of 4,096 bits.",
      "Could not be asked, since it trains or is not there: ort wasm.",
    ]);
  });
});

describe("the picture of a mask", () => {
  it("has a unit before its width is known", () => {
    expect(maskGrid(0, 128, 32).units).toBe(1);
  });
  it.each([5, 40, 330, 1100])("fits into %i pixels", (width) => {
    for (const units of [1, 2, 128, 4000]) {
      const grid = maskGrid(width, units, 32);
      expect(grid.units).toBeGreaterThanOrEqual(1);
      expect(grid.units).toBeLessThanOrEqual(units);
      expect(grid.cell * grid.units).toBeLessThanOrEqual(width);
      expect(grid.cell * 32).toBeLessThanOrEqual(256);
    }
  });
});
