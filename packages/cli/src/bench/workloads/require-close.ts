import { ContestantMismatchError } from "./contestant-mismatch-error.ts";

/** Of the loops in f64: far above the rounding of any f32 kernel, relaxed ones too, and far below another network's loss. */
const RELATIVE_TOLERANCE = 1e-4;

/**
 * Checks what a contestant computed against what the plain loops give.
 *
 * @param quantity what it is: `loss of the first step`.
 * @throws {ContestantMismatchError} if they differ by more than rounding.
 */
export function requireClose(contestant: string, quantity: string, received: number, expected: number): void {
  // Negated, so that a NaN does not pass.
  if (!(Math.abs(received - expected) <= RELATIVE_TOLERANCE * Math.abs(expected))) {
    throw new ContestantMismatchError(contestant, `must have ${expected} as ${quantity}`, received);
  }
}
