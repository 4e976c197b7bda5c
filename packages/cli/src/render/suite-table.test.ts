import type { CaseResult, ConformanceReport } from "@lockstep/conformance";
import { expect, it } from "vitest";
import { enginesTable, suiteTable } from "./suite-table.ts";

const SUITE = "initial weights of torch-cpu";

function report(subject: string, statuses: readonly CaseResult["status"][], suite = SUITE): ConformanceReport {
  const cases = statuses.map((status) => ({ suite, name: "n", clauses: [], status }));
  const counts = { passed: 0, failed: 0, unsupported: 0, "known-failure": 0 };
  for (const { status } of cases) counts[status]++;
  const run = { date: "", seconds: 0 };
  return {
    format: "lockstep-conformance/1",
    subject,
    place: "Node",
    environment: {},
    run,
    counts,
    core: counts,
    cases,
  };
}

it("has a column for each way to end, blank where no case ended so, in 80 columns", () => {
  const lines = suiteTable(report("x", ["passed", "passed", "unsupported"])).split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(lines.find((line) => line.includes(SUITE))).toMatch(/torch-cpu +2 {10,}1$/);
  expect(lines.at(-1)).toMatch(/^ +all +2 {10,}1$/);
});

it("tells suites that all passed in one row, so that the others are seen", () => {
  const dull = Array.from({ length: 5 }, (_, index) => report("x", ["passed", "passed"], `suite ${index}`).cases);
  const counts = { passed: 11, failed: 0, unsupported: 1, "known-failure": 0 };
  const mixed = { ...report("x", ["passed", "unsupported"]), counts };
  const cases = [...mixed.cases, ...dull.flat()];
  const lines = suiteTable({ ...mixed, cases })
    .split("\n")
    .slice(-3);
  expect(lines[0]).toMatch(/torch-cpu +1 {10,}1$/);
  expect(lines[1]).toMatch(/^ +5 more suites: all passed +10$/);
  expect(lines[2]).toMatch(/^ +all +11 {10,}1$/);
  const two = enginesTable([
    { ...mixed, cases },
    { ...mixed, cases: dull.slice(1).flat() },
  ]);
  expect(two).toMatch(/torch-cpu +1 of 2\n/);
  expect(two).toMatch(/5 more suites: all passed +10 +8\n/);
  // A few rows are no crowd, and where nothing else is left they are not more.
  expect(suiteTable({ ...mixed, cases: dull.slice(2).flat() })).toContain("suite 4");
  expect(suiteTable({ ...mixed, cases: dull.flat() })).toContain(" 5 suites: all passed");
});

it("has a column for each of several engines", () => {
  const table = enginesTable([
    report("a", ["passed", "passed"]),
    report("b", ["passed", "known-failure"]),
    report("c", ["passed", "failed"]),
  ]);
  expect(table).toMatch(/suite +a +b +c\n/);
  expect(table).toMatch(/torch-cpu +2 +1 of 2 +1 failed\n/);
});

it("leaves a cell blank where an engine has no such suite", () => {
  const table = enginesTable([report("a", ["passed"]), report("b", ["passed"], "exact runs")]);
  expect(table).toMatch(/torch-cpu +1\n/);
  expect(table).toMatch(/exact runs {10,}1\n/);
});
