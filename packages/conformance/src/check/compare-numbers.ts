import { ConformanceFailure } from "./conformance-failure.ts";
import { commonFactor, describeMismatch, distanceBetween, type Mismatch } from "./describe-mismatch.ts";
import { ulpDistance } from "./ulp-distance.ts";

/** Numbers in a row, of any element type. */
type Numbers = ArrayLike<number>;

/**
 * Checks that two rows of numbers are the same, bit for bit; any NaN equals any NaN, and +0 differs from -0.
 *
 * @param shape the arrays', so that a failure names the index along each axis. @default none: the flat index alone
 * @throws {ConformanceFailure} with how many differ, the first and the worst: expected, got, how far apart, in ulps too if
 *   they are few; and the factor, where all are off by the same.
 */
export function expectSame(subject: string, actual: Numbers, expected: Numbers, shape?: readonly number[]): void {
  expectLength(subject, actual, expected);
  const wrong = mismatchesWhere(actual, expected, (a, b) => !Object.is(a, b));
  if (wrong.length === 0) return;
  throw new ConformanceFailure(`${subject}: ${describeAll(wrong, expected.length, "differ", shape)}; none may.`);
}

/** How far two numbers may be apart, and where that comes from. */
export interface Tolerance {
  readonly absolute: number;
  /** The derivation in words. */
  readonly because: string;
}

/**
 * Checks that two rows of numbers agree within a tolerance; NaN agrees with NaN only, infinities with themselves.
 *
 * @param shape the arrays', so that a failure names the index along each axis. @default none: the flat index alone
 * @throws {ConformanceFailure} with how many are off, the first and the worst: expected, got, how far apart, in ulps too if
 *   they are few; the factor, where all are off by the same; the bound and its derivation.
 */
export function expectClose(
  subject: string,
  actual: Numbers,
  expected: Numbers,
  tolerance: Tolerance,
  shape?: readonly number[],
): void {
  expectLength(subject, actual, expected);
  // Not `>`: a bound that is NaN must not let anything pass.
  const wrong = mismatchesWhere(actual, expected, (a, b) => !(distanceBetween(a, b) <= tolerance.absolute));
  if (wrong.length === 0) return;
  throw new ConformanceFailure(
    `${subject}: ${describeAll(wrong, expected.length, "are off", shape)}; ` +
      `${tolerance.absolute.toPrecision(3)} is allowed: ${tolerance.because}.`,
  );
}

/** The largest magnitude of finite numbers, to which relative tolerances refer; 0 for none. */
export function largestMagnitude(values: Numbers): number {
  let largest = 0;
  for (let index = 0; index < values.length; index++) {
    const size = Math.abs(values[index]!);
    if (size > largest && size < Infinity) largest = size;
  }
  return largest;
}

function expectLength(subject: string, actual: Numbers, expected: Numbers): void {
  if (actual.length === expected.length) return;
  throw new ConformanceFailure(`${subject}: expected ${expected.length} elements, got ${actual.length}.`);
}

function mismatchesWhere(actual: Numbers, expected: Numbers, test: (a: number, b: number) => boolean): Mismatch[] {
  const found: Mismatch[] = [];
  for (let index = 0; index < actual.length; index++) {
    if (test(actual[index]!, expected[index]!)) {
      found.push({ index, expected: expected[index]!, actual: actual[index]! });
    }
  }
  return found;
}

function describeAll(wrong: readonly Mismatch[], count: number, verb: string, shape?: readonly number[]): string {
  const worst = wrong.reduce((far, mismatch) => (isFurther(mismatch, far) ? mismatch : far));
  const [first] = wrong as readonly [Mismatch, ...Mismatch[]];
  const told = `${wrong.length} of ${count} elements ${verb}; first ${describeMismatch(first, shape)}`;
  const factor = commonFactor(wrong);
  return [
    first === worst ? `${told}, which is the worst` : `${told}; worst ${describeMismatch(worst, shape)}`,
    ...(factor === undefined ? [] : [factor]),
  ].join("; ");
}

/** By distance; by ulps where that is no help, as between infinities. */
function isFurther(a: Mismatch, b: Mismatch): boolean {
  const [left, right] = [distanceBetween(a.actual, a.expected), distanceBetween(b.actual, b.expected)];
  if (left !== right) return left > right;
  return ulpDistance(a.actual, a.expected) > ulpDistance(b.actual, b.expected);
}
