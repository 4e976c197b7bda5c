import type { DivergenceCriterion } from "./divergence.ts";
import type { EpochLimitCriterion } from "./epoch-limit.ts";
import type { GeneralizationLossCriterion } from "./generalization-loss.ts";
import type { NotFiniteCriterion } from "./not-finite.ts";
import type { PatienceCriterion } from "./patience.ts";
import type { ProgressQuotientCriterion } from "./progress-quotient.ts";
import type { StepLimitCriterion } from "./step-limit.ts";
import type { ThresholdCriterion } from "./threshold.ts";
import type { TimeLimitCriterion } from "./time-limit.ts";
import type { UpStripsCriterion } from "./up-strips.ts";

/** A criterion that is not made of others. */
export type SingleCriterion =
  | DivergenceCriterion
  | EpochLimitCriterion
  | GeneralizationLossCriterion
  | NotFiniteCriterion
  | PatienceCriterion
  | ProgressQuotientCriterion
  | StepLimitCriterion
  | ThresholdCriterion
  | TimeLimitCriterion
  | UpStripsCriterion;

/** Criteria of which one, or all, have to hold; made by `anyOf` and `allOf`. */
export interface CombinedCriterion {
  readonly kind: "any-of" | "all-of";
  readonly criteria: readonly Criterion[];
}

/** When to stop, as plain data. */
export type Criterion = SingleCriterion | CombinedCriterion;
