import { InvalidOptionError } from "../errors/lockstep-error.ts";

/** Row indices, group after group. */
export interface RowGroups {
  /** What the groups are told apart by, ascending. */
  readonly keys: readonly number[];
  /** Where each group starts in `rows`, and at the end the number of rows. */
  readonly starts: readonly number[];
  /** All rows, each group's ascending. */
  readonly rows: Uint32Array;
}

/**
 * Groups rows by an integer: its group is the integer itself, or what `groupOf` makes of it.
 *
 * @throws {InvalidOptionError} naming the first row whose number is not a safe integer, or if there are none.
 */
export function groupRows(
  subject: string,
  numbers: ArrayLike<number>,
  groupOf: (number: number) => number = (number) => number,
): RowGroups {
  if (typeof numbers !== "object" || numbers === null || !(numbers.length > 0)) {
    throw new InvalidOptionError({ subject, rule: "must be a list with one integer a row", received: numbers });
  }
  const counts = new Map<number, number>();
  const groups = Array.from(numbers, (number, row) => {
    if (!Number.isSafeInteger(number)) {
      throw new InvalidOptionError({ subject: `${subject}: row ${row}`, rule: "must be an integer", received: number });
    }
    const group = groupOf(number);
    counts.set(group, (counts.get(group) ?? 0) + 1);
    return group;
  });
  const keys = [...counts.keys()].sort((a, b) => a - b);
  const starts = [0];
  for (const key of keys) starts.push(starts.at(-1)! + counts.get(key)!);
  const next = new Map(keys.map((key, index) => [key, starts[index]!]));
  const rows = new Uint32Array(numbers.length);
  for (const [row, group] of groups.entries()) {
    const position = next.get(group)!;
    rows[position] = row;
    next.set(group, position + 1);
  }
  return { keys, starts, rows };
}
