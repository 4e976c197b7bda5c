import type { TaskFailure } from "../../child-process/task-failure.ts";
import type { ContestantAbsence } from "../report/bench-report.ts";
import type { Contestant } from "../workload.ts";

/** What Node calls a module that is not there, imported or required. */
const NOT_FOUND: readonly (string | undefined)[] = ["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"];

/**
 * What a contestant's failure comes to: a package that is not installed or an option of ours that this place lacks, which
 * are nobody's fault, or another failure. A peer that refuses what all others do has failed at it.
 */
export function absenceOf(
  { needs, ours }: Pick<Contestant, "needs" | "ours">,
  failure: TaskFailure,
): ContestantAbsence {
  const { message, stack, code, remedy, systemCode } = failure;
  if (needs !== undefined && NOT_FOUND.includes(systemCode) && message.includes(needs)) {
    return {
      status: "missing",
      reason: `${needs} is not installed`,
      remedy: `Install it: npm install --save-dev ${needs}`,
      details: "",
    };
  }
  return {
    status: statusOf(code, ours),
    // Core's messages end with the remedy, which has a place of its own here.
    reason: withoutEnd(firstLine(message), remedy).replace(/\.$/, ""),
    remedy: remedy ?? null,
    details: stack,
  };
}

function statusOf(code: string | undefined, ours: boolean): ContestantAbsence["status"] {
  if (code === "MISSING_DEPENDENCY") return "missing";
  return ours && code === "UNSUPPORTED_OPTION" ? "unsupported" : "failed";
}

function withoutEnd(message: string, end: string | undefined): string {
  return end !== undefined && message.endsWith(end) ? message.slice(0, -end.length).trimEnd() : message;
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0]!;
}
