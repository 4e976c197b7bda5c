import type { CaseOutcome } from "../case/case-status.ts";

/** The outcome of a case that left an error which nobody catches: the same words in every place. */
export function strayFailure(message: string): CaseOutcome {
  return { status: "failed", reason: `left an error that nobody catches: ${message}` };
}

/**
 * The first error that nobody caught among what `gjs` printed: it tells the message of one that was thrown, and of a
 * rejection only where it comes from. Nothing if there is none.
 */
export function strayIn(printed: string): string | undefined {
  const told =
    /\bGjs-(?:CRITICAL \*\*: .*?JS ERROR: (.*)|WARNING \*\*: .*?Unhandled promise rejection\b.*\s*(.*))/.exec(printed);
  if (told === null) return undefined;
  const [, message, origin = ""] = told;
  // The bundle's folder has another name each time.
  return message ?? `a promise was rejected in ${origin.replace(/file:\S*\//, "")}`;
}
