import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unexplainedCells } from "@lockstep/conformance";
import { describe, expect, it } from "vitest";
import { COMMAND, featureFiles, recordedMatrix, ROOT } from "../src/feature-files.ts";

describe("what follows from the conformance records", () => {
  it("explains every cell", () => {
    expect(unexplainedCells(recordedMatrix())).toEqual([]);
  });
  it("names no clause that the specifications have not", () => {
    expect(recordedMatrix().sections.filter(({ file }) => file === "")).toEqual([]);
  });
  it.each(featureFiles())("is what $path says", ({ path, text }) => {
    const fresh = readFileSync(join(ROOT, path), "utf8") === text;
    expect(fresh, `${path} is stale: the records, the clauses or the page have changed. Run ${COMMAND}.`).toBe(true);
  });
});
