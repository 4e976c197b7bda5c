import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { TestRunner } from "../case/test-runner.ts";
import { expectThat } from "../check/conformance-failure.ts";
import type { ConformanceHost } from "../host/conformance-host.ts";
import { describeHost } from "../host/describe-host.ts";
import { recordOf, type ConformanceRecord } from "../report/conformance-record.ts";
import type { CaseResult } from "../report/conformance-report.ts";
import { countStatuses } from "../report/count-statuses.ts";

/**
 * Registers every case of a host, and after them one that compares all outcomes with those on record: so many passes, so
 * many cases that are unsupported, and for which reasons. It is skipped where only some cases ran.
 *
 * With `LOCKSTEP_RECORD=1` in the environment the record is written instead.
 *
 * @param record path of the record, a JSON file to be kept beside the code.
 * @example
 * const host = localHost(subject);
 * describeRecorded({ describe, it }, host, "my-engine.json");
 */
export function describeRecorded(runner: TestRunner, host: ConformanceHost, record: string): void {
  const results = new Map<number, CaseResult>();
  const began = Date.now();
  describeHost(runner, {
    ...host,
    async run(index) {
      const outcome = await host.run(index);
      results.set(index, { ...host.cases[index]!, ...outcome });
      return outcome;
    },
  });
  runner.describe(`record of ${host.subject} in ${host.place}`, () => {
    runner.it("holds every outcome", async (context) => {
      const cases = host.cases.flatMap((_, index) => results.get(index) ?? []);
      if (cases.length < host.cases.length) return context?.skip?.("only some cases ran");
      const found = await recordOf({
        format: "lockstep-conformance/1",
        subject: host.subject,
        place: host.place,
        environment: host.environment,
        run: { date: new Date(began).toISOString(), seconds: (Date.now() - began) / 1000 },
        counts: countStatuses(cases),
        core: countStatuses(cases.filter(({ engine }) => engine !== true)),
        cases,
      });
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
