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

const KINDS: readonly (CaseLine["kind"] | undefined)[] = ["subject", "refusal", "outcome"];

/** The line as it is printed, without its end. */
export function writeLine(line: CaseLine): string {
  return `${LINE_MARK}${JSON.stringify(line)}`;
}

/** What a printed line says; nothing if it is not meant for the host, even if it begins as those do. */
export function readLine(text: string): CaseLine | undefined {
  if (!text.startsWith(LINE_MARK)) return undefined;
  let line: unknown;
  try {
    line = JSON.parse(text.slice(LINE_MARK.length));
  } catch {
    return undefined;
  }
  return isCaseLine(line) ? line : undefined;
}

function isCaseLine(line: unknown): line is CaseLine {
  return KINDS.includes((line as Partial<CaseLine> | null)?.kind);
}
