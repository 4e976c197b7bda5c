import type { EarlyStoppingState } from "./early-stopping-state.ts";

/**
 * Whether another run that observed the same checks decided every one of them alike, given how far its values were
 * away: `maximumDifference < minimumMargin / 2`. Clause STP-5 of the specification states and proves it.
 *
 * The sequences must be non-finite at the same checks and with the same NaN or infinity; count a difference there as
 * infinite. With `progressQuotient` or `notFinite` the training losses count as values too.
 *
 * @param state the last state of one of the runs.
 * @param maximumDifference the largest absolute difference of a value, and not NaN.
 * @example
 * const rule = earlyStopping({ monitor: "validationLoss", mode: "min", patience: 5 });
 * const report = await fit(engine, training, { ...options, validation, earlyStopping: rule });
 * certifiesSameStop(report.earlyStopping!, 1e-12); // true: no rounding of that size can change where training stops
 */
export function certifiesSameStop(
  state: Pick<EarlyStoppingState, "minimumMargin" | "uncertified">,
  maximumDifference: number,
): boolean {
  if (state.uncertified !== null) return false;
  // The difference and the margin were rounded themselves; 2^-48 covers both.
  return maximumDifference === 0 || maximumDifference * (2 + 16 * Number.EPSILON) < (state.minimumMargin ?? Infinity);
}
