import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import { describe, expect, it } from "vitest";
import { featureMatrix, localHost, recordOf, runConformance, unexplainedCells } from "../../src/index.ts";
import { CLAUSES, passes, record, RECORDS } from "./record.ts";

const matrix = featureMatrix(RECORDS, CLAUSES);
const cell = (id: string, subject: string) => {
  const row = matrix.sections.flatMap(({ rows }) => rows).find(({ clause }) => clause.id === id)!;
  return row.cells[matrix.columns.findIndex((column) => column.subject === subject)]!;
};

describe("the matrix", () => {
  it("has the reference engine first, then the others by name", () => {
    expect(matrix.columns.map(({ subject }) => subject)).toEqual(["reference", "broken", "slow"]);
  });
  it("does not depend on the order of the records", () => {
    expect(featureMatrix(RECORDS.toReversed(), CLAUSES)).toEqual(matrix);
  });
  it("has a section for each specification, and its clauses in their order", () => {
    const ids = matrix.sections.map(({ title, rows }) => [title, ...rows.map(({ clause }) => clause.id)]);
    expect(ids).toEqual([
      ["Dropout", "DRP-1", "DRP-2", "DRP-3"],
      ["Descent", "SGD-1"],
    ]);
  });
  it.each([
    ["DRP-1", "reference", "holds"],
    ["DRP-1", "slow", "holds in part"],
    ["DRP-1", "broken", "fails"],
    ["DRP-2", "slow", "unsupported"],
    ["DRP-2", "broken", "holds in part"],
    ["SGD-1", "slow", "known to fail"],
    ["SGD-1", "broken", "fails"],
    ["DRP-3", "broken", "not proved by the kit"],
  ])("says of %s on %s: %s", (id, subject, verdict) => {
    expect(cell(id, subject).verdict).toBe(verdict);
  });
  it("numbers the reasons: failures first, then by clause and column; each once", () => {
    expect(matrix.reasons.map(({ number, status, reason }) => [number, status, reason])).toEqual([
      [1, "failed", '<b>1 & "2"</b> | `3`'],
      [2, "failed", "no step"],
      [3, "known-failure", "rounds down"],
      [4, "unsupported", "layer gru: no kernel yet"],
      [5, "unsupported", "layer elu: no kernel yet"],
      [6, "unsupported", "several micro-batches: no sums yet"],
    ]);
    expect(matrix.reasons[3]!.uses).toEqual([
      { column: 1, cases: 1 },
      { column: 2, cases: 1 },
    ]);
    expect(matrix.reasons[2]!.clauses).toEqual(["DRP-2", "SGD-1"]);
  });
  it("gives a cell the numbers of its own reasons", () => {
    expect(cell("DRP-1", "broken").reasons).toEqual([1, 4]);
    expect(cell("DRP-1", "slow").reasons).toEqual([4]);
    expect(cell("DRP-1", "reference").reasons).toEqual([]);
  });
  it("says of a run of some cases that the other clauses were not run, not that they are proved elsewhere", () => {
    const [section] = featureMatrix([record("new", "Node", passes("DRP-1", 1), "rate")], CLAUSES).sections;
    expect(section!.rows.map(({ cells }) => cells[0]!.verdict)).toEqual(["holds", "not run", "not run"]);
    const sample = { ...record("new", "Node", passes("DRP-1", 1)), part: "one case in 20" };
    const [sampled] = featureMatrix([sample], CLAUSES).sections;
    expect(sampled!.rows.map(({ cells }) => cells[0]!.verdict)).toEqual(["holds", "not run", "not run"]);
  });
  it("learns that from the record", async () => {
    const subject = { name: "mine", capabilities: REFERENCE_CAPABILITIES, createEngine: createReferenceEngine };
    const host = localHost(subject);
    const some = await runConformance({ ...host, cases: host.cases.slice(0, 1) }, { only: host.cases[0]!.name });
    const ended = featureMatrix([await recordOf({ ...some, part: "the first of 2" })], CLAUSES).columns[0]!;
    expect([ended.part, ended.only]).toEqual(["the first of 2", host.cases[0]!.name]);
    const all = await runConformance({ ...host, cases: host.cases.slice(0, 1) });
    expect(featureMatrix([await recordOf(some)], CLAUSES).columns[0]!.only).toBe(host.cases[0]!.name);
    expect(featureMatrix([await recordOf(all)], CLAUSES).columns[0]!.only).toBeUndefined();
  });
  it("takes a record that does not tell which cases are about core", () => {
    const { core, ...old } = record("new", "Node", passes("DRP-1", 1));
    expect(core.passed).toBe(0);
    expect(featureMatrix([old as typeof old & { core: typeof core }], CLAUSES).columns[0]!.core).toEqual(core);
  });
  it("keeps a clause that only a record names", () => {
    const { sections } = featureMatrix([record("new", "Node", passes("NEW-1", 2))], CLAUSES);
    expect(sections.at(-1)!.rows[0]!.cells[0]!.counts.passed).toBe(2);
  });
});

describe("the search for cells without an explanation", () => {
  it("finds none where there is none", () => {
    expect(unexplainedCells(matrix)).toEqual([]);
  });
  it("finds a clause without cases and without a place where it is proved", () => {
    const found = unexplainedCells(featureMatrix([record("new", "Node", passes("DRP-1", 1))], CLAUSES));
    expect(found).toEqual([
      "DRP-2 on new in Node: no case, and nothing says where it is proved",
      "SGD-1 on new in Node: no case, and nothing says where it is proved",
    ]);
  });
  it("finds none of a run of some cases", () => {
    expect(unexplainedCells(featureMatrix([record("new", "Node", passes("DRP-1", 1), "rate")], CLAUSES))).toEqual([]);
  });
  it.each(["", " ", "no reason"])("finds the reason %j", (reason) => {
    const silent = record("new", "Node", [{ clauses: ["DRP-1"], status: "unsupported", reason }]);
    expect(unexplainedCells(featureMatrix([silent], CLAUSES.slice(0, 1)))).toEqual([
      "DRP-1 on new in Node: 1 unsupported, no reason",
      "new in Node: 1 unsupported, no reason",
    ]);
  });
  it("finds a reason of another status", () => {
    const faulty = record("new", "Node", [{ clauses: ["DRP-1"], status: "failed", reason: "x" }]);
    const swapped = { ...faulty, exceptions: [{ ...faulty.exceptions[0]!, status: "unsupported" as const }] };
    expect(unexplainedCells(featureMatrix([swapped], CLAUSES.slice(0, 1))).join("\n")).toContain("1 failed, no reason");
  });
  it("finds cases of no clause that no reason counts", () => {
    const faulty = record("new", "Node", [{ clauses: [], status: "failed", reason: "x" }]);
    expect(unexplainedCells(featureMatrix([{ ...faulty, exceptions: [] }], []))).toEqual([
      "new in Node: 1 failed, no reason",
    ]);
  });
});
