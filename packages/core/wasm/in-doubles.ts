import { get } from "./kernel.ts";

/**
 * What comes of computing with f64, two at a time, and rounding to f32.
 *
 * @param compute from two f64 of vectors in locals to two f64.
 */
export function inDoubles(compute: (half: (vector: string) => string) => string): string {
  const first = compute((vector) => `(f64x2.promote_low_f32x4 ${get(vector)})`);
  const last = compute(
    (vector) => `(f64x2.promote_low_f32x4 (i8x16.shuffle ${LAST_HALF} ${get(vector)} ${get(vector)}))`,
  );
  return `(i8x16.shuffle ${FIRST_HALVES} (f32x4.demote_f64x2_zero ${first}) (f32x4.demote_f64x2_zero ${last}))`;
}

const bytesFrom = (first: number): readonly number[] => Array.from({ length: 8 }, (_, index) => first + index);
const FIRST_HALVES = [...bytesFrom(0), ...bytesFrom(16)].join(" ");
const LAST_HALF = [...bytesFrom(8), ...bytesFrom(8)].join(" ");
