import type { BenchReport, ContestantAbsence } from "../../bench/report/bench-report.ts";
import { stateOf } from "./state-of.ts";

type Results = Pick<BenchReport, "workloads" | "growth">;

/** Threads that wait for each other now and then are busy most of the time. */
const LEAST_OF_THREADS = 0.75;

/** Beside the pages and tables of a quick run. */
export const QUICK_WARNING = "A quick run: small sizes and short turns. Its figures are no results.";

/** Why two figures of a table need not fit. */
export const SPEED_NOTE =
  "Speeds are medians of the ratios within rounds, so they need not equal the ratio of two medians.";

/** What is to be said once of several tables: who is not here and what helps, and who had too few processors. */
export function closingNotes(results: Results): readonly string[] {
  return [...absences(results), ...threadNotes(results)];
}

/** Whether a table or a page tells of it once, at the end. */
export function isToldOnce({ status }: { readonly status: string }): boolean {
  return status === "missing" || status === "unsupported";
}

function absences({ workloads, growth }: Results): readonly string[] {
  const all = [
    ...workloads.flatMap(({ contestants }) => contestants),
    ...growth.flatMap(({ contestants }) => contestants.flatMap(({ points }) => points)),
  ];
  return [...new Set(all.flatMap((one) => (one.status !== "measured" && isToldOnce(one) ? [sentence(one)] : [])))];
}

function sentence({ status, reason, remedy }: ContestantAbsence): string {
  const help = remedy === null ? "" : ` ${remedy.replace(/\.?$/, ".")}`;
  // Short enough for a line of a terminal: what helps is a command to copy.
  if (status === "missing") return `${reason}.${help}`;
  const state = stateOf({ status });
  return `${state.charAt(0).toUpperCase()}${state.slice(1)}: ${reason}.${help}`;
}

/** Who had fewer processors than threads, by the fewest that it had in any workload: its time is that of fewer. */
function threadNotes({ workloads }: Results): readonly string[] {
  const fewest = new Map<string, { readonly processors: number; readonly threads: number }>();
  for (const contestant of workloads.flatMap(({ contestants }) => contestants)) {
    if (contestant.status !== "measured" || contestant.threads === 1) continue;
    const { title, threads, processorTime, time } = contestant;
    const processors = processorTime / time.median;
    if (processors > LEAST_OF_THREADS * threads || processors >= (fewest.get(title)?.processors ?? Infinity)) continue;
    fewest.set(title, { processors, threads });
  }
  if (fewest.size === 0) return [];
  const list = [...fewest].map(
    ([title, { processors, threads }]) => `${title} (${processors.toFixed(1)} of ${threads})`,
  );
  return [`Fewer processors than threads (work too small, or a busy machine): ${list.join("; ")}.`];
}
