import { requireNumber } from "../../errors/check-option.ts";
import { observed } from "../observation.ts";
import { shown } from "../tell-apart.ts";
import type { CriterionReducer } from "./criterion-reducer.ts";

/** A criterion made by {@link timeLimit}; plain data. */
export interface TimeLimitCriterion {
  readonly kind: "time-limit";
  readonly seconds: number;
}

/**
 * Stops at the first check after so many seconds of training: `elapsedSeconds >= seconds`. The time is what the runner
 * observes, earlier sittings of a resumed run included; no certificate covers where such a rule stops.
 *
 * @param seconds greater than 0.
 * @throws {InvalidOptionError} for a limit out of range; at a check without `elapsedSeconds`.
 * @example
 * earlyStopping({ monitor: "validationLoss", mode: "min", criteria: anyOf(patience(5), timeLimit(3600)) });
 */
export function timeLimit(seconds: number): TimeLimitCriterion {
  return { kind: "time-limit", seconds: requireNumber("timeLimit", seconds, { min: 0, exclusive: "min" }) };
}

export const timeLimitReducer: CriterionReducer<TimeLimitCriterion, null> = {
  check: ({ seconds }) => timeLimit(seconds),
  start: () => null,
  observe({ seconds }, _memory, { observation }) {
    const elapsed = observed("elapsedSeconds", "timeLimit", observation);
    return {
      memory: null,
      fires: elapsed >= seconds ? "time-limit" : null,
      says: `${shown(elapsed)} of ${shown(seconds)} seconds`,
      margin: Infinity,
    };
  },
  uncertified: "A time limit stops by the clock, and no distance of values tells anything about it.",
};
