import { InvalidOptionError } from "@lockstep/core";
import { rejectUnknownOptions } from "@lockstep/core/engine";
import type { ConformanceHost } from "../host/conformance-host.ts";
import type { CaseResult, ConformanceReport } from "./conformance-report.ts";
import { reportOf } from "./report-of.ts";

/** Options of {@link runConformance}. */
export interface ConformanceRunOptions {
  /** Runs only cases whose suite and name, as in `layers > LAY-1 layer.0001`, contain this. @default all */
  readonly only?: string;
  /** Called after every case. @default nothing */
  readonly onResult?: (result: CaseResult, done: number, total: number) => void;
  /** Ends the run before the next case, with the signal's reason. @default never */
  readonly signal?: { readonly aborted: boolean; readonly reason: unknown };
}

/**
 * Runs a host's cases, one after another, and tells how each of them ended. The host stays open.
 *
 * @param options.only only cases whose suite and name contain this.
 * @param options.onResult called after every case.
 * @param options.signal ends the run.
 * @throws {InvalidOptionError} for an unknown option, and if `only` fits no case.
 * @example
 * const report = await runConformance(localHost(subject), { only: "lifecycle" });
 * report.counts.failed; // 0
 */
export async function runConformance(
  host: ConformanceHost,
  options: ConformanceRunOptions = {},
): Promise<ConformanceReport> {
  rejectUnknownOptions("runConformance", options, ["only", "onResult", "signal"]);
  const { only = "", onResult, signal } = options;
  const wanted = host.cases.flatMap((info, index) => (`${info.suite} > ${info.name}`.includes(only) ? [index] : []));
  if (wanted.length === 0) {
    throw new InvalidOptionError({
      subject: "runConformance: only",
      rule: `must be part of the name of one of the ${host.cases.length} cases`,
      received: only,
      remedy: "Leave it out to run all of them, or take a suite's name, as in 'lifecycle'.",
    });
  }
  // For the report's date alone.
  const began = Date.now();
  const cases: CaseResult[] = [];
  for (const index of wanted) {
    if (signal?.aborted === true) throw signal.reason;
    const result: CaseResult = { ...host.cases[index]!, ...(await host.run(index)) };
    cases.push(result);
    onResult?.(result, cases.length, wanted.length);
  }
  return reportOf(host, cases, began, only === "" ? undefined : only);
}
