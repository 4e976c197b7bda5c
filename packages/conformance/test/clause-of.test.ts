import { describe, expect, it } from "vitest";
import { casesOf } from "../src/vectors/cases-of.ts";
import { clauseOf } from "../src/vectors/clause-of.ts";
import { layerCases } from "../src/vectors/vector-files.ts";

describe("the clauses of a case", () => {
  const header = { "dropout.mask": "ABC-2 ABC-3", "dropout.mask.wide": "ABC-3 ABC-5", noise: "ABC-9" };

  it.each([
    ["dropout.mask.0001", "ABC-2 ABC-3"],
    ["dropout.mask.wide.0001", "ABC-2 ABC-3 ABC-5"],
    ["dropout.masks.0001", ""],
    ["noise.0001", "ABC-9"],
  ])("%s proves %s", (id, clauses) => {
    expect(clauseOf(header, id)).toBe(clauses);
  });
  it("come with the cases of a file", () => {
    expect(layerCases.find(({ id }) => id.startsWith("layer.dense."))?.clause).toMatch(/^LAY-\d+$/);
  });
  it("come with a part of a file too", () => {
    const cases = ["noise.0001", "noises.0001", "dropout.mask.0001"].map((id) => ({ id }));
    const part: readonly object[] = casesOf({ clauses: header, cases }, "noise");
    expect(part).toEqual([{ id: "noise.0001", clause: "ABC-9" }]);
  });
});
