import { ConformanceFailure } from "./conformance-failure.ts";

/** Numbers in a row, of any element type. */
type Numbers = ArrayLike<number>;

/**
 * Checks that two rows of numbers are the same, bit for bit; any NaN equals any NaN, and +0 differs from -0.
 *
 * @throws {ConformanceFailure} naming the first mismatch and how many there are.
 */
export function expectSame(subject: string, actual: Numbers, expected: Numbers): void {
  expectLength(subject, actual, expected);
  const wrong = indicesWhere(actual, (value, index) => !Object.is(value, expected[index]));
  if (wrong.length === 0) return;
  const [first] = wrong;
  throw new ConformanceFailure(
    `${subject}: ${wrong.length} of ${expected.length} elements differ; the first is [${first}]: ` +
      `expected ${expected[first!]}, got ${actual[first!]}.`,
  );
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
 * @throws {ConformanceFailure} naming the first and the worst mismatch.
 */
export function expectClose(subject: string, actual: Numbers, expected: Numbers, tolerance: Tolerance): void {
  expectLength(subject, actual, expected);
  const distance = (index: number): number => {
    const [a, b] = [actual[index]!, expected[index]!];
    if (Object.is(a, b)) return 0;
    const apart = Math.abs(a - b);
    return Number.isNaN(apart) ? Infinity : apart;
  };
  const wrong = indicesWhere(actual, (_value, index) => distance(index) > tolerance.absolute);
  if (wrong.length === 0) return;
  const [first] = wrong;
  const worst = wrong.reduce((far, index) => (distance(index) > distance(far) ? index : far));
  const tell = (index: number): string => `[${index}] expected ${expected[index]}, got ${actual[index]}`;
  throw new ConformanceFailure(
    `${subject}: ${wrong.length} of ${expected.length} elements are off; first ${tell(first!)}; worst ${tell(worst)}, ` +
      `off by ${distance(worst)} where ${tolerance.absolute} is allowed (${tolerance.because}).`,
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

function indicesWhere(values: Numbers, test: (value: number, index: number) => boolean): number[] {
  const found: number[] = [];
  for (let index = 0; index < values.length; index++) if (test(values[index]!, index)) found.push(index);
  return found;
}
