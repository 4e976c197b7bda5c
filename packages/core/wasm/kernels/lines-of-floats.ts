import { get } from "../kernel.ts";
import { LINES } from "./lines.ts";

/** An address in an array with four bytes for each line. */
export function ofLine(array: string, line: number): string {
  return `(i32.add ${get(array)} (i32.shl ${get(`line${line}`)} (i32.const 2)))`;
}

/** Four numbers of 32 bits from as many addresses. */
export function gather(addressOf: (line: number) => string): string {
  return LINES.slice(1).reduce(
    (vector, line) => `(v128.load32_lane ${line} ${addressOf(line)} ${vector})`,
    `(v128.load32_zero ${addressOf(0)})`,
  );
}

/** Puts four numbers of 32 bits where as many addresses are. */
export function scatter(vector: string, addressOf: (line: number) => string): string {
  return LINES.map((line) => `(v128.store32_lane ${line} ${addressOf(line)} ${get(vector)})`).join("\n");
}

/** The value of each of four rows at which {@link eachValue} is. */
export function valueOf(array: string): string {
  return gather((line) => get(`${array}${line}`));
}

/**
 * What comes of computing with f64, two at a time, and rounding to f32.
 *
 * @param compute from two f64 of the vector in a local to two f64.
 */
export function inDoubles(vector: string, compute: (half: string) => string): string {
  const first = compute(`(f64x2.promote_low_f32x4 ${get(vector)})`);
  const last = compute(`(f64x2.promote_low_f32x4 (i8x16.shuffle ${LAST_HALF} ${get(vector)} ${get(vector)}))`);
  return `(i8x16.shuffle ${FIRST_HALVES} (f32x4.demote_f64x2_zero ${first}) (f32x4.demote_f64x2_zero ${last}))`;
}

const bytesFrom = (first: number): readonly number[] => Array.from({ length: 8 }, (_, index) => first + index);
const FIRST_HALVES = [...bytesFrom(0), ...bytesFrom(16)].join(" ");
const LAST_HALF = [...bytesFrom(8), ...bytesFrom(8)].join(" ");
