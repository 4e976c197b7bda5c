import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../experiment/experiment-settings.ts";
import { draftOf, readDraft } from "./draft.ts";

describe("a draft", () => {
  it("of settings reads as those settings", () => {
    const settings = { ...DEFAULT_SETTINGS, patience: null, hidden: [] };
    expect(readDraft(draftOf(settings), () => null)).toEqual({ values: settings, settings, problems: {} });
  });
  it("that is half typed has a problem at that field, and its other values", () => {
    const read = readDraft({ ...draftOf(DEFAULT_SETTINGS), learningRate: "0.x", hidden: "128," }, () => null);
    expect(read.settings).toBeNull();
    expect(Object.keys(read.problems)).toEqual(["hidden", "learningRate"]);
    expect(read.problems.learningRate).toMatch(/Learning rate must be a number, got "0\.x"/);
    expect(read.values.rows).toBe(DEFAULT_SETTINGS.rows);
  });
  it("is held against the rows that there are", () => {
    const read = readDraft(draftOf(DEFAULT_SETTINGS), (data) => (data === "mnist" ? 1200 : null));
    expect(read.settings).toBeNull();
    expect(read.problems.validationRows).toMatch(/at most 200 are left/);
  });
});
