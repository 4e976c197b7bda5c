/** So many things in words: `1 check`, `2 checks`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/**
 * A count on its way to a limit: `2 of 5 checks`; `6 checks` where it went beyond, as it does while another criterion is
 * waited for.
 */
export function tally(count: number, limit: number, noun: string): string {
  return count > limit ? counted(count, noun) : `${count} of ${counted(limit, noun)}`;
}
