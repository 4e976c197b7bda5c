import { UnsupportedOptionError } from "@lockstep/core";

/** Indices that one shuffles in memory without a second thought: 40 MB. */
const LARGEST_ARRAY = 10 ** 7;

/**
 * Checks that the indices of all rows may lie in memory.
 *
 * @param largest how many the contestant takes. @default 10^7
 * @throws {UnsupportedOptionError} if there are more.
 */
export function requireArrayOf(contestant: string, rows: number, largest: number = LARGEST_ARRAY): void {
  if (rows <= largest) return;
  throw new UnsupportedOptionError({
    subject: contestant,
    rule: `needs O(n) memory and is timed for at most ${largest} rows`,
    received: rows,
    remedy: "Time it with fewer rows.",
  });
}
