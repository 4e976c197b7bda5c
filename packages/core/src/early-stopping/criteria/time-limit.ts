import { requireNumber } from "../../errors/check-option.ts";
import { observed } from "../observation.ts";
import { shown } from "../tell-apart.ts";
import { criterion, type Criterion } from "./criterion.ts";

/**
 * Stops at the first check after so many seconds of training: `elapsedSeconds >= seconds`. The time is what the runner
 * observes, earlier sittings of a resumed run included; no certificate covers where such a rule stops.
 *
 * @param seconds greater than 0.
 * @throws {InvalidOptionError} for a limit out of range; at a check without `elapsedSeconds`.
 * @example
 * earlyStopping({ monitor: "validationLoss", mode: "min", criteria: anyOf(patience(5), timeLimit(3600)) });
 */
export function timeLimit(seconds: number): Criterion {
  requireNumber("timeLimit", seconds, { min: 0, exclusive: "min" });
  return criterion(
    { kind: "time-limit", seconds },
    null,
    (_spec, _memory, { observation }) => {
      const elapsed = observed("elapsedSeconds", "timeLimit", observation);
      return {
        memory: null,
        fires: elapsed >= seconds ? "time-limit" : null,
        says: `${shown(elapsed)} of ${shown(seconds)} seconds`,
        margin: Infinity,
      };
    },
    "A time limit stops by the clock, and no distance of values tells anything about it.",
  );
}
