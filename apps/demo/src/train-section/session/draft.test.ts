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
  it.each([
    ["hidden", "64 32", /numbers of units.*got "64 32"\. Write units with commas, such as 128,64\.$/],
    ["batchSize", "many", /must be a number, got "many"\. Write a whole number, such as 64\.$/],
    ["patience", "", /Patience needs a number\. Write a whole number, such as 8\.$/],
    ["rate", "x", /Write digits, with a point for decimals: 0\.05\.$/],
  ] as const)("says how to write %s", (name, text, message) => {
    expect(readDraft({ ...draftOf(DEFAULT_SETTINGS), [name]: text }, () => null).problems[name]).toMatch(message);
  });
  it("is held against the rows that there are", () => {
    const read = readDraft(draftOf(DEFAULT_SETTINGS), (data) => (data === "mnist" ? 1200 : null));
    expect(read.settings).toBeNull();
    expect(read.problems.validationRows).toMatch(/at most 200 are left/);
  });
});
