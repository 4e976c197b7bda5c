/**
 * The largest absolute difference of two sequences, element by element, as far as both go. Equal infinities and any two
 * NaN differ by 0; a NaN beside a number differs infinitely.
 */
export function worstDifference(a: readonly number[], b: readonly number[]): number {
  let worst = 0;
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    worst = Math.max(worst, difference(a[index]!, b[index]!));
  }
  return worst;
}

function difference(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  const distance = Math.abs(a - b);
  return Number.isNaN(distance) ? Infinity : distance;
}
