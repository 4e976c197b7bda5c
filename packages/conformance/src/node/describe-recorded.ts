import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { TestRunner } from "../case/test-runner.ts";
import { expectThat } from "../check/conformance-failure.ts";
import type { ConformanceHost } from "../host/conformance-host.ts";
import { describeHost, type DescribeHostOptions } from "../host/describe-host.ts";
import { recordOf, type ConformanceRecord } from "../report/conformance-record.ts";
import type { CaseResult } from "../report/conformance-report.ts";
import { reportOf } from "../report/report-of.ts";

/** What lets all cases run where by default only some do. */
const ALL = ["LOCKSTEP_SOAK", "LOCKSTEP_RECORD"] as const;

/**
 * Registers every case of a host, and after them one that compares all outcomes with those on record: so many passes, so
 * many cases that are unsupported, and for which reasons. It is skipped where only some cases ran.
 *
 * With `LOCKSTEP_RECORD=1` in the environment the record is written instead.
 *
 * @param record path of the record, a JSON file to be kept beside the code.
 * @param options.oneCaseIn runs one case in so many, and skips the others, unless the environment says `LOCKSTEP_SOAK=1` or
 *   `LOCKSTEP_RECORD=1`. Default 1.
 * @example
 * const host = localHost(subject);
 * describeRecorded({ describe, it }, host, "my-engine.json");
 */
export function describeRecorded(
  runner: TestRunner,
  host: ConformanceHost,
  record: string,
  { oneCaseIn = 1 }: DescribeHostOptions = {},
): void {
  const options = { oneCaseIn: ALL.some((name) => process.env[name] === "1") ? 1 : oneCaseIn };
  const results = new Map<number, CaseResult>();
  // For the record's date alone.
  const began = Date.now();
  describeHost(
    runner,
    {
      ...host,
      async run(index) {
        const outcome = await host.run(index);
        results.set(index, { ...host.cases[index]!, ...outcome });
        return outcome;
      },
    },
    options,
  );
  runner.describe(`record of ${host.subject} in ${host.place}`, () => {
    runner.it("holds every outcome", async (context) => {
      const cases = host.cases.flatMap((_, index) => results.get(index) ?? []);
      if (cases.length < host.cases.length) return context?.skip?.("only some cases ran");
      const found = await recordOf(reportOf(host, cases, began));
      if (process.env["LOCKSTEP_RECORD"] === "1") writeFileSync(record, `${JSON.stringify(found, null, 2)}\n`);
      else expectRecorded(found, record);
    });
  });
}

function expectRecorded(found: ConformanceRecord, path: string): void {
  const remedy = "If that is meant, run the tests with LOCKSTEP_RECORD=1 and commit the record";
  expectThat(existsSync(path), `There is no record ${path}. ${remedy}.`);
  const recorded = JSON.parse(readFileSync(path, "utf8")) as ConformanceRecord;
  for (const part of ["subject", "place", "counts", "core", "exceptions", "clauses", "digest"] as const) {
    const [before, now] = [JSON.stringify(recorded[part]), JSON.stringify(found[part])];
    expectThat(before === now, `${part} are not those of ${path}: it has ${before}, now ${now}. ${remedy}.`);
  }
}
