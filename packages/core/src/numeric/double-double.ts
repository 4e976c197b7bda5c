/**
 * A number as an unevaluated sum of two f64 numbers, |low| ≤ half a unit in the last place of `high`: about 106 bits.
 *
 * Only additions and multiplications that IEEE 754 fixes, and no fused ones, which JavaScript does not have: the same
 * bits everywhere. Inputs beyond 2^±900 are not meant.
 */
export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

/** 2^27 + 1 cuts an f64 into two halves of at most 26 bits, whose products are exact. */
const SPLITTER = 134217729;

/** a + b exactly. @see Knuth, "The Art of Computer Programming", vol. 2, 4.2.2, theorem B */
export function exactSum(a: number, b: number): DoubleDouble {
  const high = a + b;
  const added = high - a;
  return { high, low: a - (high - added) + (b - added) };
}

/** a · b exactly. @see Dekker, "A floating-point technique for extending the available precision" (1971) */
export function exactProduct(a: number, b: number): DoubleDouble {
  const high = a * b;
  const [a1, a2] = halves(a);
  const [b1, b2] = halves(b);
  return { high, low: a1 * b1 - high + a1 * b2 + a2 * b1 + a2 * b2 };
}

/** x + y to 2^-104 of the result, also where both cancel. @see Li et al., "Design, implementation and testing of extended and mixed precision BLAS" (2002) */
export function add(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const highs = exactSum(x.high, y.high);
  const lows = exactSum(x.low, y.low);
  const sum = normal(highs.high, highs.low + lows.high);
  return normal(sum.high, sum.low + lows.low);
}

/** x · y to 2^-102. */
export function multiply(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const product = exactProduct(x.high, y.high);
  return normal(product.high, product.low + (x.high * y.low + x.low * y.high));
}

/** x / y to 2^-100: a quotient, and twice what it left over. */
export function divide(x: DoubleDouble, y: DoubleDouble): DoubleDouble {
  const first = x.high / y.high;
  const rest = add(x, multiply(number(-first), y));
  const second = rest.high / y.high;
  const last = add(rest, multiply(number(-second), y)).high / y.high;
  return add(normal(first, second), number(last));
}

/** An f64 as a double-double. */
export function number(value: number): DoubleDouble {
  return { high: value, low: 0 };
}

/** high + low, where |high| ≥ |low|. */
function normal(high: number, low: number): DoubleDouble {
  const sum = high + low;
  return { high: sum, low: low - (sum - high) };
}

function halves(a: number): [upper: number, lower: number] {
  const scaled = SPLITTER * a;
  const upper = scaled - (scaled - a);
  return [upper, a - upper];
}
