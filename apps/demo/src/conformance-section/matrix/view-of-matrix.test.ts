import { recordOf, type CaseResult, type CaseStatus, type MatrixClause } from "@lockstep/conformance";
import { describe, expect, it } from "vitest";
import { reportOfRun } from "../report/report-of-run.ts";
import type { CaseSelection } from "../selection/case-selection.ts";
import { filterRows } from "./filter-rows.ts";
import { viewOfMatrix } from "./view-of-matrix.ts";

const CLAUSES: readonly MatrixClause[] = ["DRP-1", "DRP-2", "DRP-3"].map((id) => ({
  id,
  title: `Title of ${id}`,
  file: "dropout.md",
  section: "Dropout",
}));

/** Four cases of DRP-1, one of DRP-2, none of DRP-3. */
const CLAUSE_CASES = { "DRP-1": 4, "DRP-2": 1 };

const result = (clause: string, status: CaseStatus = "passed"): CaseResult => ({
  suite: "masks",
  name: clause,
  clauses: [clause],
  status,
  ...(status === "passed" ? {} : { reason: `why ${status}` }),
});

async function viewOf(
  results: readonly CaseResult[],
  selection: CaseSelection,
  wanted: number,
  digests: (own: string) => readonly (readonly [string, string])[] = () => [],
) {
  const head = { subject: "mine", place: "Browser", environment: {}, selection, wanted, clauseCases: CLAUSE_CASES };
  const record = await recordOf(reportOfRun(head, results, { date: "2026-01-02T03:04:05.678Z", seconds: 1 }));
  return viewOfMatrix([record], [head], CLAUSES, new Map(digests(record.digest)));
}

const cellsOf = (view: Awaited<ReturnType<typeof viewOf>>) =>
  view.sections[0]!.rows.map(({ cells: [cell] }) => ({ verdict: cell!.verdict, number: cell!.number }));

const ALL = [...Array.from({ length: 4 }, () => result("DRP-1")), result("DRP-2")];

describe("the matrix of a run", () => {
  it("of all cases has a clause without any proved elsewhere", async () => {
    const view = await viewOf(ALL, { kind: "all" }, 5);
    expect(cellsOf(view)).toEqual([
      { verdict: "holds", number: "4" },
      { verdict: "holds", number: "1" },
      { verdict: "not proved by the kit", number: "" },
    ]);
    expect(view.columns[0]!.part).toBe("");
    expect(view.sections[0]!.cells[0]).toEqual({ verdict: "holds", number: "2 clauses" });
  });

  it.each([
    { selection: { kind: "sample", oneIn: 5 }, wanted: 1, part: "only one case in 5" },
    { selection: { kind: "all" }, wanted: 5, part: "only the first 1 of 5 cases" },
    { selection: { kind: "suite", suite: "masks" }, wanted: 1, part: "only cases with “masks >”" },
    {
      selection: { kind: "sample", oneIn: 2 },
      wanted: 3,
      part: "only one case in 2, the first 1 of 3 of them",
    },
  ] as const)("calls nothing passed that did not run: $part", async ({ selection, wanted, part }) => {
    const view = await viewOf([result("DRP-1")], selection, wanted);
    expect(cellsOf(view)).toEqual([
      { verdict: "holds", number: "1 of 4" },
      { verdict: "not run", number: "" },
      { verdict: "not proved by the kit", number: "" },
    ]);
    expect(view.columns[0]!.part).toBe(part);
    expect(view.sections[0]!.cells[0]).toEqual({ verdict: "holds", number: "1 of 2 clauses" });
  });

  it.each([
    ["failed", "fails", "1/2 of 4"],
    ["known-failure", "holds in part", "1/2 of 4"],
    ["unsupported", "holds in part", "1/2 of 4"],
  ] as const)("tells why a case is %s, of a sample too", async (status, verdict, number) => {
    const view = await viewOf([result("DRP-1"), result("DRP-1", status)], { kind: "sample", oneIn: 2 }, 2);
    expect(cellsOf(view)[0]).toEqual({ verdict, number });
    expect(view.sections[0]!.rows[0]!.cells[0]!.reasons).toEqual([{ status, reason: `why ${status}` }]);
    expect(view.sections[0]!.cells[0]!.verdict).toBe(verdict);
  });

  it("is compared with what is on record only if every case ran", async () => {
    const same = (own: string) => [["mine", own] as const];
    const other = () => [["mine", "other"] as const];
    const asRecorded = async (...given: Parameters<typeof viewOf>) => (await viewOf(...given)).columns[0]!.asRecorded;
    expect(await asRecorded(ALL, { kind: "all" }, 5, same)).toBe(true);
    expect(await asRecorded(ALL, { kind: "all" }, 5, other)).toBe(false);
    expect(await asRecorded(ALL, { kind: "all" }, 5)).toBeNull();
    expect(await asRecorded(ALL, { kind: "all" }, 6, same)).toBeNull();
    expect(await asRecorded(ALL, { kind: "sample", oneIn: 2 }, 5, same)).toBeNull();
  });
});

describe("the filters", () => {
  it("keep what has not passed, with or without what did not run", async () => {
    const view = await viewOf([result("DRP-1", "failed")], { kind: "sample", oneIn: 5 }, 1);
    const shown = (filter: Parameters<typeof filterRows>[1]) =>
      filterRows(view.sections, filter).flatMap(({ rows }) => rows.map(({ id }) => id));
    expect(shown("all")).toEqual(["DRP-1", "DRP-2", "DRP-3"]);
    expect(shown("unpassed")).toEqual(["DRP-1", "DRP-2"]);
    expect(shown("exceptions")).toEqual(["DRP-1"]);
  });
  it("leave nothing of a run in which everything passed", async () => {
    const view = await viewOf(ALL, { kind: "all" }, 5);
    expect(filterRows(view.sections, "unpassed")).toEqual([]);
  });
});
