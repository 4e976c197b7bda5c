import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import type { JsonValue } from "../json-value.ts";
import type { Criterion, CriterionCheck, Verdict } from "./criterion.ts";

/**
 * Stops as soon as one of the criteria holds. The first of them that does gives the reason.
 *
 * @throws {InvalidOptionError} without any criterion.
 * @example
 * anyOf(patience(5), generalizationLoss(20), timeLimit(3600));
 */
export function anyOf(...criteria: readonly Criterion[]): Criterion {
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
export function allOf(...criteria: readonly Criterion[]): Criterion {
  return combined("all-of", criteria);
}

/** Returns a criterion if it is one. */
export function requireCriterion(criterion: unknown): Criterion {
  if (typeof criterion === "object" && criterion !== null && "spec" in criterion && "observe" in criterion) {
    return criterion as Criterion;
  }
  throw new InvalidOptionError({
    subject: "criteria",
    rule: "must be a criterion",
    received: criterion,
    remedy: "Pass patience(5), or anyOf(patience(5), generalizationLoss(20)); criterionOf(spec) reads plain data.",
  });
}

function combined(kind: "any-of" | "all-of", criteria: readonly Criterion[]): Criterion {
  if (criteria.length === 0) {
    throw new InvalidOptionError({
      subject: kind === "any-of" ? "anyOf" : "allOf",
      rule: "needs at least one criterion",
      received: criteria,
      remedy: "Pass patience(5), for example.",
    });
  }
  const parts = criteria.map(requireCriterion);
  return {
    spec: { kind, criteria: parts.map(({ spec }) => spec) },
    uncertified: parts.map(({ uncertified }) => uncertified).find((reason) => reason !== null) ?? null,
    start: () => parts.map((part) => part.start()),
    observe: (memory, check) => observe(kind, parts, memory as readonly JsonValue[], check),
  };
}

/** Every part is asked at every check, since each keeps count. */
function observe(
  kind: "any-of" | "all-of",
  parts: readonly Criterion[],
  memories: readonly JsonValue[],
  check: CriterionCheck,
): Verdict {
  const verdicts = parts.map((part, index) => part.observe(memories[index]!, check));
  const firing = verdicts.filter(({ fires }) => fires !== null);
  const all = kind === "all-of";
  const stops = all ? firing.length === verdicts.length : firing.length > 0;
  return {
    memory: verdicts.map(({ memory }) => memory),
    fires: stops ? (all ? "all-of" : firing[0]!.fires) : null,
    says: (stops ? firing : verdicts).map(({ says }) => says).join("; "),
    margin: Math.min(...verdicts.map(({ margin }) => margin)),
  };
}
