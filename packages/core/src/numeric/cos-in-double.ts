import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { add, divide, exactProduct, multiply, number, type DoubleDouble } from "./double-double.ts";

const TWO_OVER_PI = 0.6366197723675814;
/** π/2 in three parts, together good to 2^-163. */
const HALF_PI_PARTS = [1.5707963267948966, 6.123233995736766e-17, -1.4973849048591698e-33] as const;
/** Up to here no f64 is nearer than 2^-62 to a multiple of π/2, and the parts give what is left over to 2^-138. */
const LARGEST_ANGLE = 2 ** 20;
/** Terms of the series of sine and cosine for angles up to π/4: what they leave out is below 2^-104. */
const TERMS = 14;

/**
 * cos x for an f64 x in radians, rounded to f64 once: `Math.cos` may differ between JavaScript engines.
 *
 *     x = n·π/2 + r with |r| ≤ π/4;  cos x = cos r, -sin r, -cos r, sin r  for n = 0, 1, 2, 3 (mod 4)
 *
 * all in pairs of f64 numbers, sine and cosine by their Taylor series. Error: at most 0.5 + 2^-20 ulp, so the nearest
 * f64 but for ties closer than that. It is for schedules, which need it once a step, not for kernels.
 *
 * @param x at most 2^20 in size.
 * @returns NaN for NaN and infinities.
 * @throws {InvalidOptionError} beyond 2^20, where the multiple of π/2 would need more digits of π.
 * @example
 * cosInDouble(1); // 0.5403023058681398
 */
export function cosInDouble(x: number): number {
  if (!Number.isFinite(x)) return NaN;
  if (Math.abs(x) > LARGEST_ANGLE) {
    throw new InvalidOptionError({
      subject: "cosInDouble: x",
      rule: "must be at most 2^20 in size",
      received: x,
      remedy: "Take multiples of 2π off first, where they are known exactly.",
    });
  }
  const n = Math.round(x * TWO_OVER_PI);
  let r: DoubleDouble = number(x);
  for (const part of HALF_PI_PARTS) r = add(r, exactProduct(-n, part));
  const quadrant = ((n % 4) + 4) % 4;
  if (quadrant === 0) return cosine(r);
  if (quadrant === 1) return -sine(r);
  return quadrant === 2 ? -cosine(r) : sine(r);
}

/** 1 - r²/(1·2)·(1 - r²/(3·4)·(...)) */
function cosine(r: DoubleDouble): number {
  return alternating(multiply(r, r), -1).high;
}

/** r·(1 - r²/(2·3)·(1 - r²/(4·5)·(...))) */
function sine(r: DoubleDouble): number {
  return multiply(r, alternating(multiply(r, r), 0)).high;
}

/** The nested series whose k-th factor is square / ((2k + offset)·(2k + 1 + offset)). */
function alternating(square: DoubleDouble, offset: number): DoubleDouble {
  let sum = number(1);
  for (let k = TERMS; k >= 1; k--) {
    const divisor = (2 * k + offset) * (2 * k + 1 + offset);
    sum = add(number(1), divide(multiply(sum, square), number(-divisor)));
  }
  return sum;
}
