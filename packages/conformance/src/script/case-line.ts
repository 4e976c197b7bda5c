import type { CaseOutcome } from "../case/case-status.ts";
import type { CaseInfo } from "../case/conformance-case.ts";

/** Begins every line that is meant for the host, among whatever else an engine prints. */
const LINE_MARK = "lockstep-conformance ";

/** The first line: what is going to run. */
export interface SubjectLine {
  readonly kind: "subject";
  readonly subject: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly cases: readonly CaseInfo[];
}

/** Instead of the first line: why nothing is going to run. */
export interface RefusalLine {
  readonly kind: "refusal";
  readonly message: string;
}

/** How a case ended. */
interface OutcomeLine {
  readonly kind: "outcome";
  readonly index: number;
  readonly outcome: CaseOutcome;
}

/** What a script tells the host that started it: a JSON object a line, after the mark. */
export type CaseLine = SubjectLine | RefusalLine | OutcomeLine;

/** The line as it is printed, without its end. */
export function writeLine(line: CaseLine): string {
  return `${LINE_MARK}${JSON.stringify(line)}`;
}

/** What a printed line says; nothing if it is not meant for the host. */
export function readLine(text: string): CaseLine | undefined {
  return text.startsWith(LINE_MARK) ? (JSON.parse(text.slice(LINE_MARK.length)) as CaseLine) : undefined;
}
