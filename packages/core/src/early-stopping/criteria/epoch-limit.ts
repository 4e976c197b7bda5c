import { requireInteger } from "../../errors/check-option.ts";
import type { CriterionReducer } from "./criterion-reducer.ts";

/** A criterion made by {@link epochLimit}; plain data. */
export interface EpochLimitCriterion {
  readonly kind: "epoch-limit";
  readonly epochs: number;
}

/**
 * Stops at the first check in or after the `epochs`-th epoch: `epoch + 1 >= epochs`. Within `allOf` it is a least number of
 * epochs.
 *
 * @param epochs at least 1.
 * @throws {InvalidOptionError} for a limit out of range.
 * @example
 * earlyStopping({ monitor: "validationLoss", mode: "min", criteria: allOf(patience(5), epochLimit(20)) });
 */
export function epochLimit(epochs: number): EpochLimitCriterion {
  return { kind: "epoch-limit", epochs: requireInteger("epochLimit", epochs, { min: 1 }) };
}

export const epochLimitReducer: CriterionReducer<EpochLimitCriterion, null> = {
  check: ({ epochs }) => epochLimit(epochs),
  start: () => null,
  observe({ epochs }, _memory, { observation }) {
    const done = observation.epoch + 1;
    return {
      memory: null,
      fires: done >= epochs ? "epoch-limit" : null,
      says: `${done} of ${epochs} epochs`,
      margin: Infinity,
    };
  },
};
