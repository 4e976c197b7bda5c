import { conformanceCases } from "@lockstep/conformance";
import { describe, expect, it } from "vitest";
import { CATALOG_SUBJECT } from "../worker/conformance-subject.ts";
import { QUICK_LOOK } from "./case-selection.ts";
import { selectCases } from "./select-cases.ts";
import { countSelected, suitesOf } from "./suite-catalog.ts";

const CASES = conformanceCases(CATALOG_SUBJECT);
const SUITES = [...new Set(CASES.map(({ suite }) => suite))];
const sizeOf = (name: string) => CASES.filter(({ suite }) => suite === name).length;
const selectedOf = (indices: readonly number[], name: string) =>
  indices.filter((index) => CASES[index]!.suite === name).length;

describe("a sample of the kit's cases", () => {
  const sample = selectCases(CASES, { kind: "sample", oneIn: QUICK_LOOK });

  it("leaves no suite out", () => {
    expect(new Set(sample.map((index) => CASES[index]!.suite))).toEqual(new Set(SUITES));
  });
  it.each(SUITES)("takes its share of %s, to a case", (name) => {
    const share = selectedOf(sample, name) - sizeOf(name) / QUICK_LOOK;
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThan(1);
  });
  it("runs in the kit's order, each case once", () => {
    expect(sample).toEqual([...new Set(sample)].sort((a, b) => a - b));
  });
  it("of one in one is all cases", () => {
    expect(selectCases(CASES, { kind: "sample", oneIn: 1 })).toEqual(selectCases(CASES, { kind: "all" }));
  });
});

describe("other selections", () => {
  it("are every case, or those of the suite and no other whose name begins alike", () => {
    expect(selectCases(CASES, { kind: "all" })).toHaveLength(CASES.length);
    const layers = selectCases(CASES, { kind: "suite", suite: "layers" });
    expect(new Set(layers.map((index) => CASES[index]!.suite))).toEqual(new Set(["layers"]));
    expect(layers).toHaveLength(sizeOf("layers"));
  });
});

describe("the number of cases that is announced", () => {
  const catalog = suitesOf(CASES, new Set(["strict runs", "strict convolutions"]));

  it.each([
    { kind: "sample", oneIn: QUICK_LOOK },
    { kind: "sample", oneIn: 7 },
    { kind: "all" },
    { kind: "suite", suite: "lifecycle" },
  ] as const)("is how many are selected: %j", (selection) => {
    expect(countSelected(catalog, selection, true)).toBe(selectCases(CASES, selection).length);
    const inexact = CASES.filter(({ suite }) => !suite.startsWith("strict "));
    expect(countSelected(catalog, selection, false)).toBe(selectCases(inexact, selection).length);
  });
});
