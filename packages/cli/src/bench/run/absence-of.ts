import type { TaskFailure } from "../../child-process/task-failure.ts";
import type { ContestantAbsence } from "../report/bench-report.ts";
import type { Contestant } from "../workload.ts";

/** What Node calls a module that is not there, imported or required. */
const NOT_FOUND: readonly (string | undefined)[] = ["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"];

/**
 * What a contestant's failure comes to: a package that is not installed or something that it declines, which are nobody's
 * fault, or another failure. What a typed error says needs no stack, which would tell a report's readers the paths of a machine.
 */
export function absenceOf({ needs }: Pick<Contestant, "needs">, failure: TaskFailure): ContestantAbsence {
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
    status: statusOf(code),
    // Core's messages end with the remedy, which has a place of its own here.
    reason: withoutEnd(firstLine(message), remedy).replace(/\.$/, ""),
    remedy: remedy ?? null,
    details: code === undefined ? stack : "",
  };
}

function statusOf(code: string | undefined): ContestantAbsence["status"] {
  if (code === "MISSING_DEPENDENCY") return "missing";
  return code === "UNSUPPORTED_OPTION" ? "unsupported" : "failed";
}

function withoutEnd(message: string, end: string | undefined): string {
  return end !== undefined && message.endsWith(end) ? message.slice(0, -end.length).trimEnd() : message;
}

function firstLine(message: string): string {
  return message.split("\n", 1)[0]!;
}
