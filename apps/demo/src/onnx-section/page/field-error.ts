import type { Failure } from "../failure.ts";

/** What a field shows of a failure that is about its option; null if it is about another. */
export function fieldError(failure: Failure | null, option: string): string | null {
  if (failure === null || failure.option !== option) return null;
  return failure.remedy === null ? failure.sentence : `${failure.sentence} ${failure.remedy}`;
}
