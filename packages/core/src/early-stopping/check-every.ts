import { rejectUnknownOptions, requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { observed, type Observation } from "./observation.ts";

/** How often a check is due: after every k-th epoch, or after every k-th optimiser step. */
export type CheckEvery = { readonly epochs: number } | { readonly steps: number };

/** Returns `checkEvery` if it has one interval of at least 1. */
export function requireCheckEvery(checkEvery: CheckEvery = { epochs: 1 }): CheckEvery {
  rejectUnknownOptions("checkEvery", checkEvery, ["epochs", "steps"]);
  const { epochs, steps } = checkEvery as { readonly epochs?: number; readonly steps?: number };
  if ((epochs === undefined) === (steps === undefined)) {
    throw new InvalidOptionError({
      subject: "checkEvery",
      rule: "needs one of epochs and steps",
      received: checkEvery,
      remedy: "Write { epochs: 1 } or { steps: 500 }, say.",
    });
  }
  return epochs === undefined
    ? { steps: requireInteger("checkEvery.steps", steps, { min: 1 }) }
    : { epochs: requireInteger("checkEvery.epochs", epochs, { min: 1 }) };
}

/**
 * Whether a check is due at this moment: `(epoch + 1) mod k = 0` for epochs (counted from 0), `step mod k = 0` for
 * optimiser steps done. A rule ignores what it observes in between, so a runner may observe more often.
 *
 * @throws {InvalidOptionError} if checks are by steps and the observation has none.
 * @example
 * isCheckDue({ epochs: 2 }, { epoch: 1 }); // true: two epochs are done
 */
export function isCheckDue(checkEvery: CheckEvery, observation: Pick<Observation, "epoch" | "step">): boolean {
  if ("epochs" in checkEvery) return (observation.epoch + 1) % checkEvery.epochs === 0;
  return observed("step", "checkEvery: { steps }", observation) % checkEvery.steps === 0;
}
