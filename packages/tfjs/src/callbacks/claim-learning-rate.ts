import { InvalidOptionError } from "@lockstep/core";

import type { TrainingParams } from "./training-callback.ts";

/** Who sets the rate in a call of `fit`, which is known by the one object that it tells all of its callbacks. */
const CLAIMS = new WeakMap<TrainingParams, string>();

/**
 * Makes a callback the only one that sets the learning rate in a call of `fit`: of two, the later would undo what the
 * other does before each step.
 *
 * @throws {InvalidOptionError} if there is another.
 */
export function claimLearningRate(params: TrainingParams, subject: string): void {
  const other = CLAIMS.get(params);
  if (other === undefined) {
    CLAIMS.set(params, subject);
    return;
  }
  throw new InvalidOptionError({
    subject,
    rule: "must be the only callback of fit that sets the learning rate",
    received: `${other} before it`,
    remedy: "Make one of both: learningRateSchedule(tf, schedule, { reduceOnPlateau: { ... } }).",
  });
}
