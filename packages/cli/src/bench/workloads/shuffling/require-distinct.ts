import { ContestantMismatchError } from "../contestant-mismatch-error.ts";

/**
 * Checks that indices are of rows and none of them comes twice: as many as there are rows make a permutation. And that they
 * are not in order.
 *
 * @throws {ContestantMismatchError} if not.
 */
export function requireDistinct(contestant: string, indices: ArrayLike<number>, rows: number): void {
  // Sorted in a copy: a set of 10^7 numbers would take a gigabyte.
  const sorted = Float64Array.from(indices).toSorted();
  const isIndex = (index: number | undefined): boolean => index === undefined || (index >= 0 && index < rows);
  if (!isIndex(sorted[0]) || !isIndex(sorted.at(-1)) || !sorted.every(Number.isInteger)) {
    throw new ContestantMismatchError(
      contestant,
      `must give indices below ${rows}`,
      `${sorted[0]} to ${sorted.at(-1)}`,
    );
  }
  const twice = sorted.findIndex((index, position) => position > 0 && index === sorted[position - 1]);
  if (twice >= 0) throw new ContestantMismatchError(contestant, "must give no index twice", sorted[twice]);
  // The chance that a shuffle leaves eight indices in order is 1 in 40,320; of more, less.
  if (sorted.length > 8 && sorted.every((index, position) => index === indices[position])) {
    throw new ContestantMismatchError(contestant, "must shuffle", "indices in order");
  }
}
