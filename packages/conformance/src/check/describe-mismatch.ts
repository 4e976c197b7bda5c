import { ulpDistance } from "./ulp-distance.ts";

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
  return `${distance.toPrecision(3)} apart, ${ulps === 0 ? "less than 1" : ulps} ulp of f32`;
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
