import type { CaseResult, ConformanceReport } from "@lockstep/conformance";
import { expect, it } from "vitest";
import { recordedOutput } from "../../test/recorded-output.ts";
import { printFailures } from "./print-findings.ts";

function printed(cases: readonly CaseResult[]): string {
  const output = recordedOutput({ columns: 96 });
  const counts = { passed: 0, failed: cases.length, unsupported: 0, "known-failure": 0 };
  const report: ConformanceReport = {
    format: "lockstep-conformance/1",
    subject: "x",
    place: "Node",
    environment: {},
    run: { date: "", seconds: 0 },
    counts,
    core: counts,
    cases,
  };
  printFailures(report, output);
  return output.written.join("");
}

function failed(name: string, clauses: readonly string[], reason: string): CaseResult {
  return { suite: "s", name, clauses, status: "failed", reason };
}

it("prints failures alike once, then the others, and where their clauses are explained", () => {
  const text = printed([
    failed("DRP-4 a", ["DRP-4"], "off by\n2"),
    ...Array.from({ length: 1489 }, (_, index) => failed(`PRT-1 ${index}`, ["PRT-1"], "not written yet")),
  ]);
  expect(text).toMatch(
    /^\nWhat x fails\n {2}1,489 cases alike, the first: s > PRT-1 0\n {4}not written yet\n {2}s > DRP-4 a\n {4}off by\n {4}2\n/,
  );
  expect(text.replaceAll(/\s+/g, " ")).toMatch(
    /What these clauses say stands in \S*spec: DRP-4 in dropout\.md; PRT-1 in engine-port\.md\. $/,
  );
});

it("prints 20 messages, and how many cases are left", () => {
  const text = printed([
    ...Array.from({ length: 25 }, (_, index) => failed(`n${index}`, [], `reason ${index}`)),
    failed("twin", [], "reason 3"),
  ]);
  expect(text.match(/^ {4}reason/gm)).toHaveLength(20);
  expect(text).toContain("and 5 more: --json FILE keeps all of them.");
  expect(text).not.toContain("clauses");
});

it("prints nothing where nothing failed", () => {
  expect(printed([])).toBe("");
});
