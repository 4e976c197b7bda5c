import { readFileSync } from "node:fs";
import { join } from "node:path";
import { conformanceCases, unexplainedCells } from "@lockstep/conformance";
import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import { describe, expect, it } from "vitest";
import { COMMAND, featureFiles, recordedMatrix, recordsOfBackends, ROOT } from "../src/feature-files.ts";

describe("what follows from the conformance records", () => {
  it("explains every cell", () => {
    expect(unexplainedCells(recordedMatrix())).toEqual([]);
  });
  it("has a record of all of today's cases for every backend, also for those that are not installed here", () => {
    const casesOf = (exact: boolean): number =>
      conformanceCases({
        name: "any",
        capabilities: REFERENCE_CAPABILITIES,
        exact,
        createEngine: createReferenceEngine,
      }).length;
    const [exact, others] = [casesOf(true), casesOf(false)];
    for (const { subject, place, counts } of recordsOfBackends()) {
      const recorded = Object.values(counts).reduce((sum, count) => sum + count, 0);
      expect(recorded, `cases on record of ${subject} in ${place}`).toBe(subject === "reference" ? exact : others);
    }
  });
  it("names no clause that the specifications have not", () => {
    expect(recordedMatrix().sections.filter(({ file }) => file === "")).toEqual([]);
  });
  it.each(featureFiles())("is what $path says", ({ path, text }) => {
    const fresh = readFileSync(join(ROOT, path), "utf8") === text;
    expect(fresh, `${path} is stale: the records, the clauses or the page have changed. Run ${COMMAND}.`).toBe(true);
  });
});
