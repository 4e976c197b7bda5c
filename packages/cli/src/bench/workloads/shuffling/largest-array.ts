import { UnsupportedOptionError } from "@lockstep/core";

/** Indices that one shuffles in memory without a second thought: 40 MB. */
const LARGEST_ARRAY = 10 ** 7;

/**
 * Checks that the indices of all rows may lie in memory.
 *
 * @throws {UnsupportedOptionError} if there are more.
 */
export function requireArrayOf(contestant: string, rows: number): void {
  if (rows <= LARGEST_ARRAY) return;
  throw new UnsupportedOptionError({
    subject: contestant,
    rule: `needs O(n) memory and is timed for at most ${LARGEST_ARRAY} rows`,
    received: rows,
    remedy: "Time it with fewer rows.",
  });
}
