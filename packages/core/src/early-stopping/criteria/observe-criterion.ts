import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import type { JsonValue } from "../json-value.ts";
import { allOf, anyOf } from "./combine.ts";
import type { CriterionCheck, CriterionReducer, Verdict } from "./criterion-reducer.ts";
import type { Criterion, SingleCriterion } from "./criterion.ts";
import { divergenceReducer } from "./divergence.ts";
import { epochLimitReducer } from "./epoch-limit.ts";
import { generalizationLossReducer } from "./generalization-loss.ts";
import { notFiniteReducer } from "./not-finite.ts";
import { patienceReducer } from "./patience.ts";
import { progressQuotientReducer } from "./progress-quotient.ts";
import { stepLimitReducer } from "./step-limit.ts";
import { thresholdReducer } from "./threshold.ts";
import { timeLimitReducer } from "./time-limit.ts";
import { upStripsReducer } from "./up-strips.ts";

const REDUCERS = {
  divergence: divergenceReducer,
  "epoch-limit": epochLimitReducer,
  "generalization-loss": generalizationLossReducer,
  "not-finite": notFiniteReducer,
  patience: patienceReducer,
  "progress-quotient": progressQuotientReducer,
  "step-limit": stepLimitReducer,
  threshold: thresholdReducer,
  "time-limit": timeLimitReducer,
  "up-strips": upStripsReducer,
} as const satisfies Record<SingleCriterion["kind"], unknown>;

/** The reducer of a single criterion, which knows its own kind only. */
function reducerOf(criterion: SingleCriterion): CriterionReducer<SingleCriterion, JsonValue> {
  return REDUCERS[criterion.kind] as unknown as CriterionReducer<SingleCriterion, JsonValue>;
}

/** Returns a criterion with the checks of its factory; it may have been written by hand. */
export function requireCriterion(criterion: unknown): Criterion {
  const kind = typeof criterion === "object" && criterion !== null && "kind" in criterion ? criterion.kind : undefined;
  if (kind === "any-of" || kind === "all-of") {
    const { criteria } = criterion as { readonly criteria?: readonly unknown[] };
    return (kind === "any-of" ? anyOf : allOf)(...(criteria ?? []).map(requireCriterion));
  }
  if (typeof kind === "string" && Object.hasOwn(REDUCERS, kind)) {
    return reducerOf(criterion as SingleCriterion).check(criterion as SingleCriterion);
  }
  throw new InvalidOptionError({
    subject: "criteria",
    rule: "must be a criterion",
    received: criterion,
    remedy: "Pass patience(5), or several as anyOf(patience(5), generalizationLoss(20)).",
  });
}

/** What a criterion remembers before the first check. */
export function startCriterion(criterion: Criterion): JsonValue {
  return "criteria" in criterion ? criterion.criteria.map(startCriterion) : reducerOf(criterion).start(criterion);
}

/** Why no margin can certify a criterion; null if one can. */
export function uncertifiedBy(criterion: Criterion): string | null {
  if (!("criteria" in criterion)) return reducerOf(criterion).uncertified ?? null;
  return criterion.criteria.map(uncertifiedBy).find((reason) => reason !== null) ?? null;
}

/** What a criterion makes of a check. Every part of a combined one is asked at every check, since each keeps count. */
export function observeCriterion(criterion: Criterion, memory: JsonValue, check: CriterionCheck): Verdict<JsonValue> {
  if (!("criteria" in criterion)) return reducerOf(criterion).observe(criterion, memory, check);
  const memories = memory as readonly JsonValue[];
  const verdicts = criterion.criteria.map((part, index) => observeCriterion(part, memories[index]!, check));
  const firing = verdicts.filter(({ fires }) => fires !== null);
  const all = criterion.kind === "all-of";
  const stops = all ? firing.length === verdicts.length : firing.length > 0;
  return {
    memory: verdicts.map((verdict) => verdict.memory),
    fires: stops ? (all ? "all-of" : firing[0]!.fires) : null,
    says: (stops ? firing : verdicts).map(({ says }) => says).join("; "),
    margin: Math.min(...verdicts.map(({ margin }) => margin)),
  };
}
