import { add, divide, exactSum, multiply, number, type DoubleDouble } from "./double-double.ts";
import { powerOfTwo } from "./power-of-two.ts";
import { splitFloat } from "./split-float.ts";

const LN2: DoubleDouble = { high: 0.6931471805599453, low: 2.3190468138462996e-17 };
const LOG2_E = 1.4426950408889634;
/** The series of artanh up to s^43 and that of exp up to r^24: what they leave out is below 2^-104. */
const LOG_TERMS = 21;
const EXP_TERMS = 24;
const SMALLEST_NORMAL = 2 ** -1022;

/**
 * x^y for f64 numbers and x ≥ 0, rounded to f64 once: `Math.pow` may differ between JavaScript engines.
 *
 *     x^y = e^(y · log x),  log x = e·ln 2 + 2·artanh((m - 1)/(m + 1))  for x = 2^e · m, m in [√½, √2)
 *
 * all in pairs of f64 numbers. Error: at most 0.5 + 2^-30 ulp, so the nearest f64 but for ties closer than that; 1 ulp
 * where the result is below 2^-1022. It is for schedules, which need it once a step, not for kernels.
 *
 * @returns IEEE 754's `pow` at zeros, ones, infinities and NaN (`x^0 = 1^y = 1`, also for a NaN); NaN for x < 0.
 * @example
 * powInDouble(0.95, 30); // 0.21463876394293727
 */
export function powInDouble(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (Number.isNaN(x) || Number.isNaN(y) || x < 0) return NaN;
  if (x === 0 || x === Infinity || Math.abs(y) === Infinity) return x > 1 === y > 0 ? Infinity : 0;
  const log = logarithm(x);
  const rough = log.high * y;
  if (rough > 710) return Infinity;
  if (rough < -746) return 0;
  return exponential(multiply(log, number(y)));
}

/** log x of a positive finite f64 that is not 1. */
function logarithm(x: number): DoubleDouble {
  const lifted = x < SMALLEST_NORMAL;
  const { mantissa, exponent } = splitFloat(lifted ? x * 2 ** 54 : x);
  const s = divide(number(mantissa - 1), exactSum(mantissa, 1));
  const square = multiply(s, s);
  let sum = number(0);
  for (let term = LOG_TERMS; term >= 0; term--) {
    sum = add(multiply(sum, square), divide(number(1), number(2 * term + 1)));
  }
  const ofMantissa = multiply(add(s, s), sum);
  return add(multiply(number(lifted ? exponent - 54 : exponent), LN2), ofMantissa);
}

/** e^v for a v between -746 and 710. */
function exponential(v: DoubleDouble): number {
  const n = Math.round(v.high * LOG2_E);
  const r = add(v, multiply(number(-n), LN2));
  let sum = number(1);
  for (let term = EXP_TERMS; term >= 1; term--) {
    sum = add(number(1), divide(multiply(sum, r), number(term)));
  }
  // In two factors, since 2^1024 and 2^-1074 are none of the powers; the first product is exact.
  const half = Math.trunc(n / 2);
  return sum.high * powerOfTwo(half) * powerOfTwo(n - half);
}
