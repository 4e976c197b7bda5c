import { requireClose } from "./require-close.ts";

/**
 * Checks the loss of a batch before and after a step on it: the first says that the forward pass is right, the second that
 * gradients and update are.
 *
 * @throws {ContestantMismatchError} if one differs by more than rounding.
 */
export function requireLosses(
  contestant: string,
  received: readonly [number, number],
  expected: readonly [number, number],
): void {
  requireClose(contestant, "the loss of the first step", received[0], expected[0]);
  requireClose(contestant, "the loss of the second step", received[1], expected[1]);
}
