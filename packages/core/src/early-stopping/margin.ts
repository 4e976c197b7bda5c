/** 2^-50, eight half-units in the last place: what a few f64 operations may be off, relative to their terms. */
const ROUNDING = 4 * Number.EPSILON;

/**
 * The margin of a comparison that was decided by the sign of `distance`: twice the largest ε such that no value that
 * moves by less than ε can turn the sign. `(2 |distance| - rounding) / sensitivity`, and at least 0.
 *
 * @param distance decides by its sign; a distance that is not finite is one between infinities or with NaN, which
 *   the certificate takes to be the same in both runs.
 * @param sensitivity by how many ε the distance moves at the most when all values move by ε: 2 where two values are
 *   compared, 1 where a value is compared with a constant.
 * @param rounding twice what rounding may have added to the distance; 0 for the plain difference of two values, whose
 *   sign is exact.
 */
export function marginOf(distance: number, sensitivity: number, rounding = 0): number {
  if (!Number.isFinite(distance)) return Infinity;
  return Math.max(0, (2 * Math.abs(distance) - rounding) / sensitivity);
}

/** A bound of the rounding in a sum of these terms and what they were made of. */
export function roundingOf(...terms: readonly number[]): number {
  return 2 * ROUNDING * terms.reduce((sum, term) => sum + Math.abs(term), 0);
}

/** The smaller of a state's margin so far and that of a new check; null while there is none. */
export function narrowed(minimumMargin: number | null, margin: number): number | null {
  const narrow = Math.min(minimumMargin ?? Infinity, margin);
  return narrow === Infinity ? null : narrow;
}
