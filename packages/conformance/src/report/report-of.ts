import type { ConformanceHost } from "../host/conformance-host.ts";
import type { CaseResult, ConformanceReport } from "./conformance-report.ts";
import { countStatuses } from "./count-statuses.ts";

/**
 * The report of a run that ends now.
 *
 * @param began when it began, in milliseconds since 1970: a report tells its date, on which nothing else depends.
 * @param only which part of the cases was asked for. @default all of them
 */
export function reportOf(
  { subject, place, environment }: ConformanceHost,
  cases: readonly CaseResult[],
  began: number,
  only?: string,
): ConformanceReport {
  return {
    format: "lockstep-conformance/1",
    subject,
    place,
    ...(only === undefined ? {} : { only }),
    environment,
    run: { date: new Date(began).toISOString(), seconds: (Date.now() - began) / 1000 },
    counts: countStatuses(cases),
    core: countStatuses(cases.filter(({ engine }) => engine !== true)),
    cases,
  };
}
