import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import type { CombinedCriterion, Criterion } from "./criterion.ts";

/**
 * Stops as soon as one of the criteria holds. The first of them that does gives the reason.
 *
 * @throws {InvalidOptionError} without any criterion.
 * @example
 * anyOf(patience(5), generalizationLoss(20), timeLimit(3600));
 */
export function anyOf(...criteria: readonly Criterion[]): CombinedCriterion {
  return combined("any-of", criteria);
}

/**
 * Stops as soon as all of the criteria hold at the same check. A criterion that held before and does no longer is not
 * counted, so that `allOf(patience(5), epochLimit(20))` spares a metric that has recovered by epoch 20.
 *
 * @throws {InvalidOptionError} without any criterion.
 * @example
 * allOf(patience(5), epochLimit(20)); // patience, but never before 20 epochs
 */
export function allOf(...criteria: readonly Criterion[]): CombinedCriterion {
  return combined("all-of", criteria);
}

function combined(kind: "any-of" | "all-of", criteria: readonly Criterion[]): CombinedCriterion {
  if (criteria.length > 0) return { kind, criteria };
  throw new InvalidOptionError({
    subject: kind === "any-of" ? "anyOf" : "allOf",
    rule: "needs at least one criterion",
    received: criteria,
    remedy: "Pass patience(5), for example.",
  });
}
