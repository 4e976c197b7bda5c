import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import { allOf, anyOf } from "./combine.ts";
import type { CriterionSpec } from "./criterion-spec.ts";
import type { Criterion } from "./criterion.ts";
import { divergence } from "./divergence.ts";
import { epochLimit } from "./epoch-limit.ts";
import { generalizationLoss } from "./generalization-loss.ts";
import { notFinite } from "./not-finite.ts";
import { patience } from "./patience.ts";
import { progressQuotient } from "./progress-quotient.ts";
import { stepLimit } from "./step-limit.ts";
import { threshold } from "./threshold.ts";
import { timeLimit } from "./time-limit.ts";
import { upStrips } from "./up-strips.ts";

/**
 * The criterion of a spec, which may come from JSON. It gets the checks of the factory of its kind.
 *
 * @throws {InvalidOptionError} for an unknown kind, and whatever the factory refuses.
 * @example
 * const { spec } = anyOf(patience(5), epochLimit(50));
 * criterionOf(JSON.parse(JSON.stringify(spec))); // the same criterion
 */
export function criterionOf(spec: CriterionSpec): Criterion {
  const given: unknown = spec;
  if (typeof given !== "object" || given === null) throw unknownSpec(spec);
  switch (spec.kind) {
    case "any-of":
      return anyOf(...spec.criteria.map(criterionOf));
    case "all-of":
      return allOf(...spec.criteria.map(criterionOf));
    case "patience": {
      const { kind: _kind, checks, ...options } = spec;
      return patience(checks, options);
    }
    case "threshold":
      return threshold(spec.value);
    case "divergence":
      return divergence(spec.value);
    case "generalization-loss":
      return generalizationLoss(spec.percent);
    case "progress-quotient": {
      const { kind: _kind, limit, ...options } = spec;
      return progressQuotient(limit, options);
    }
    case "up-strips": {
      const { kind: _kind, strips, ...options } = spec;
      return upStrips(strips, options);
    }
    case "time-limit":
      return timeLimit(spec.seconds);
    case "step-limit":
      return stepLimit(spec.steps);
    case "epoch-limit":
      return epochLimit(spec.epochs);
    case "not-finite":
      return notFinite();
    default:
      throw unknownSpec(spec);
  }
}

function unknownSpec(spec: unknown): InvalidOptionError {
  return new InvalidOptionError({
    subject: "criterionOf",
    rule: "takes the spec of a criterion",
    received: spec,
    remedy: "Pass what patience(5).spec holds, for example.",
  });
}
