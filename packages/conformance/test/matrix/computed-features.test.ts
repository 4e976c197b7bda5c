import { REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import { describe, expect, it } from "vitest";
import { columnGroups } from "../../src/matrix/column-groups.ts";
import { computedFeatures, featuresMean } from "../../src/matrix/computed-features.ts";
import { FEATURE_FAMILIES } from "../../src/matrix/feature-families.ts";
import { featureMatrix, type ConformanceRecord } from "../../src/index.ts";
import { CLAUSES, passes, record } from "./record.ts";

const declines = (what: string) => ({ clauses: [], status: "unsupported", reason: `${what}: not yet` }) as const;
const rowsOf = (...records: readonly ConformanceRecord[]) => {
  const matrix = featureMatrix(records, CLAUSES);
  return computedFeatures(matrix, columnGroups(matrix));
};
const cellsOf = (name: string, ...records: readonly ConformanceRecord[]) =>
  rowsOf(...records).find(({ names }) => names.includes(name))!.cells;

describe("what backends compute", () => {
  it("has everything that the reference engine computes, each once", () => {
    const { layerKinds = [], losses = [], randomSiteKinds = [] } = REFERENCE_CAPABILITIES;
    const needs = FEATURE_FAMILIES.flatMap(({ features }) => features.flatMap((feature) => feature.needs));
    const wanted = [
      ...layerKinds.map((kind) => `layer ${kind}`),
      ...losses.map((loss) => `loss ${loss}`),
      ...randomSiteKinds.map((kind) => `random site ${kind}`),
    ];
    expect(wanted.filter((need) => !needs.includes(need))).toEqual([]);
    const names = FEATURE_FAMILIES.flatMap(({ features }) => features.map(({ name }) => name));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
  it("is all that no case was declined for", () => {
    const records = [
      record("reference", "Node", passes("DRP-1", 1)),
      record("mine", "Node", [declines("layer gru"), declines("loss huber"), declines("dense on rows of 2 axes")]),
    ];
    expect(cellsOf("gru", ...records)).toEqual(["computed", "declined"]);
    expect(cellsOf("lstm", ...records)).toEqual(["computed", "computed"]);
    expect(cellsOf("huber", ...records)).toEqual(["computed", "declined"]);
    expect(cellsOf("dense on sequences", ...records)).toEqual(["computed", "declined"]);
  });
  it("has not a layer whose draws are declined", () => {
    const mine = record("mine", "Node", [declines("random site alpha-dropout")]);
    expect(cellsOf("feature-alpha-dropout", mine)).toEqual(["declined"]);
    expect(cellsOf("dropout", mine)).toEqual(["computed"]);
  });
  it("is unknown where only some cases ran", () => {
    const mine = record("mine", "Node", [declines("layer gru")], "sequences");
    expect(cellsOf("gru", mine)).toEqual(["declined"]);
    expect(cellsOf("lstm", mine)).toEqual(["not run"]);
    expect(featuresMean(rowsOf(mine))).toContain("only some cases ran");
  });
  it("names each feature in one row", () => {
    const names = rowsOf(record("mine", "Node", [declines("layer gru")])).flatMap((row) => row.names);
    expect(names).toHaveLength(FEATURE_FAMILIES.flatMap(({ features }) => features).length);
  });
});
