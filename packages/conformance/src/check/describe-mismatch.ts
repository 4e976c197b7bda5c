import { ulpDistance } from "./ulp-distance.ts";

/** A distance of more ulps says nothing more: it is an eighth of the number itself, or lies across zero. */
const MOST_ULPS = 2 ** 20;
/** Fewer mismatches may have one ratio by chance. */
const FEWEST_FOR_FACTOR = 4;
/** How far apart the ratios may be, and how far from 1: closer ones are roundings. */
const FACTOR_TOLERANCE = 1e-6;
const FACTOR_FROM_ONE = 1e-4;

/** Two numbers that should agree, and where they stand. */
export interface Mismatch {
  readonly index: number;
  readonly expected: number;
  readonly actual: number;
}

/**
 * One mismatch in words: `[7] = [1, 3] expected 0.5, got 0.50000006, 5.96e-8 apart, 1 ulp of f32`.
 *
 * @param shape the array's, for the index along each axis. @default none: the flat index alone
 */
export function describeMismatch({ index, expected, actual }: Mismatch, shape?: readonly number[]): string {
  const place = shape === undefined || shape.length < 2 ? `[${index}]` : `[${index}] = [${indicesOf(index, shape)}]`;
  return `${place} expected ${numeral(expected)}, got ${numeral(actual)}, ${apart(expected, actual)}`;
}

/**
 * The factor by which everything is off, in words: `all by the factor 0.5`. It tells what mistake it is: a mean for a sum,
 * a step without its learning rate.
 *
 * @returns undefined where there is no such factor, or too few mismatches to tell.
 */
export function commonFactor(mismatches: readonly Mismatch[]): string | undefined {
  if (mismatches.length < FEWEST_FOR_FACTOR) return undefined;
  const ratios = mismatches.map(({ expected, actual }) => actual / expected);
  const first = ratios[0]!;
  const allowed = FACTOR_TOLERANCE * Math.abs(first);
  // Not `>`: neither NaN nor Infinity is a factor.
  if (!ratios.every((ratio) => Math.abs(ratio - first) <= allowed)) return undefined;
  if (Math.abs(first - 1) < FACTOR_FROM_ONE) return undefined;
  return `all by the factor ${Number(first.toPrecision(6))}`;
}

/** How far apart two numbers are: 0 where they are the same, Infinity where one is no number or they are infinities. */
export function distanceBetween(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  const distance = Math.abs(a - b);
  return Number.isNaN(distance) ? Infinity : distance;
}

function apart(expected: number, actual: number): string {
  if (Object.is(Math.abs(expected), Math.abs(actual)) && expected === 0) return "which differ in the sign of zero";
  if (Number.isNaN(expected) !== Number.isNaN(actual)) return "of which only one is a number";
  const distance = distanceBetween(expected, actual);
  const ulps = ulpDistance(expected, actual);
  const steps = ulps > MOST_ULPS ? "" : `, ${ulps === 0 ? "less than 1" : ulps} ulp of f32`;
  return `${distance.toPrecision(3)} apart${steps}`;
}

/** The number with the sign of its zero. */
function numeral(value: number): string {
  return Object.is(value, -0) ? "-0" : Object.is(value, 0) ? "+0" : String(value);
}

/** The last axis runs fastest. */
function indicesOf(index: number, shape: readonly number[]): string {
  let rest = index;
  const indices = shape.toReversed().map((length) => {
    const along = rest % length;
    rest = Math.floor(rest / length);
    return along;
  });
  return indices.toReversed().join(", ");
}
