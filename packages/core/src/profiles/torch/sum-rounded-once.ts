/** For reading and changing the bits of an f64; nothing outlives a call. */
const double = new Float64Array(1);
const bits = new BigUint64Array(double.buffer);

/**
 * f32(a + b) of two f64, rounded once. The sum in f64 may round before; where it does, it is taken to its odd neighbour on
 * the side of the exact sum, which the rounding to f32 cannot tell from the exact sum.
 *
 * Source: Boldo and Melquiond, "When double rounding is odd" (2005); Knuth's two-sum for what the addition lost.
 */
export function sumRoundedOnce(a: number, b: number): number {
  const sum = a + b;
  const partOfB = sum - a;
  const lost = a - (sum - partOfB) + (b - partOfB);
  if (lost === 0) return Math.fround(sum);
  double[0] = sum;
  // As integers, the bits of larger magnitudes are larger, whatever the sign.
  if (bits[0]! % 2n === 0n) bits[0]! += lost > 0 === sum > 0 ? 1n : -1n;
  return Math.fround(double[0]);
}
