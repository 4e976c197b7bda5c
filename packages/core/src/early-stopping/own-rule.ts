import { NonFiniteValueError } from "../errors/lockstep-error.ts";
import { gainOf, type Criterion, type CriterionCheck, type Verdict } from "./criteria/criterion.ts";
import { divergence } from "./criteria/divergence.ts";
import type { PatienceMemory } from "./criteria/patience.ts";
import { threshold } from "./criteria/threshold.ts";
import { describePatience, placeOf, subjectOf } from "./describe-check.ts";
import type { OwnSettings } from "./own-options.ts";
import { startState, type EarlyStoppingState } from "./early-stopping-state.ts";
import type { JsonValue } from "./json-value.ts";
import { marginOf, narrowed } from "./margin.ts";
import { monitoredValue, type Observation } from "./observation.ts";

/** The default rule, or one of criteria: its options, and when to stop as one criterion. */
export interface OwnRule {
  readonly settings: OwnSettings;
  readonly criterion: Criterion;
}

/** The state before the first check. */
export function startOwnRule({ criterion }: OwnRule): EarlyStoppingState {
  const memory = criterion.start();
  return { ...startState(memory, criterion.uncertified), ...countsOf(criterion, memory) };
}

/** One check: non-finite policy → best → limits and criteria → decision. */
export function observeOwnRule(rule: OwnRule, state: EarlyStoppingState, observation: Observation): EarlyStoppingState {
  const { monitor, startEpoch, nonFinite, checkEvery } = rule.settings;
  const measured = monitoredValue(monitor, observation);
  if (observation.epoch < startEpoch) {
    const explanation = `Epoch ${observation.epoch} is before startEpoch ${startEpoch}.`;
    return { ...state, decision: "waiting", explanation };
  }
  if (Number.isFinite(measured)) return observeValue(rule, state, measured, observation);
  const said = `${monitor} of ${placeOf(observation, checkEvery)} is ${measured}`;
  switch (nonFinite) {
    case "throw":
      throw new NonFiniteValueError({
        subject: `${monitor} of ${placeOf(observation, checkEvery)}`,
        rule: "must be finite",
        received: measured,
        remedy: "Lower the learning rate, or choose another nonFinite policy.",
      });
    case "stop":
      return { ...state, decision: "stop", reason: "non-finite", explanation: `Stopped: ${said}.` };
    case "ignore":
    case "count":
      return observeNonFinite(rule, state, said, observation);
  }
}

function observeValue(
  rule: OwnRule,
  state: EarlyStoppingState,
  value: number,
  observation: Observation,
): EarlyStoppingState {
  const { monitor, mode, restoreBest, checkEvery } = rule.settings;
  const gain = state.best === null ? Infinity : gainOf(mode, value, state.best);
  const isBest = gain > 0;
  const at = { epoch: observation.epoch, step: observation.step ?? null };
  const kept = isBest ? { best: value, bestEpoch: at.epoch, bestStep: at.step } : {};
  const restored = isBest && restoreBest ? { restoreEpoch: at.epoch, restoreStep: at.step } : {};
  const best = isBest ? value : state.best;
  const verdict = judge(rule, state.memory, { mode, value, countsNonFinite: false, best, observation });
  const { criterion } = rule;
  const counts = countsOf(criterion, verdict.memory) ?? {
    reference: best,
    badChecks: isBest ? 0 : state.badChecks + 1,
  };
  const subject = subjectOf(monitor, value, placeOf(observation, checkEvery), state.reference);
  const improved = counts.badChecks === 0;
  const predicate =
    criterion.spec.kind === "patience" && (verdict.fires === null || verdict.fires === "patience")
      ? describePatience(criterion.spec, state, value, { improved, isBest, says: verdict.says })
      : `${isBest ? " is the best" : ""}: ${verdict.says}`;
  return {
    ...state,
    ...kept,
    ...restored,
    ...counts,
    decision: verdict.fires !== null ? "stop" : improved ? "improved" : "waiting",
    reason: verdict.fires,
    explanation: `${verdict.fires === null ? "" : "Stopped: "}${subject}${predicate}.`,
    minimumMargin: narrowed(state.minimumMargin, Math.min(marginOf(gain, 2), verdict.margin)),
    memory: verdict.memory,
  };
}

/** A value that is not finite and does not stop by itself: limits still apply, and patience may count it. */
function observeNonFinite(
  rule: OwnRule,
  state: EarlyStoppingState,
  said: string,
  observation: Observation,
): EarlyStoppingState {
  const { mode, nonFinite } = rule.settings;
  const counts = nonFinite === "count";
  const check = { mode, value: null, countsNonFinite: counts, best: state.best, observation };
  const verdict = judge(rule, state.memory, check);
  const badChecks = state.badChecks + (counts ? 1 : 0);
  const explanation =
    verdict.fires !== null
      ? `Stopped: ${said}: ${verdict.says}.`
      : `${said}${counts ? `: ${verdict.says}` : "; it is ignored"}.`;
  return {
    ...state,
    badChecks,
    ...countsOf(rule.criterion, verdict.memory),
    decision: verdict.fires === null ? "waiting" : "stop",
    reason: verdict.fires,
    explanation,
    memory: verdict.memory,
  };
}

/** The limits first, then patience or the criteria; all are asked, so that all keep count. */
function judge(
  { settings: { stopAt, divergeAt }, criterion }: OwnRule,
  memory: JsonValue,
  check: CriterionCheck,
): Verdict {
  const verdict = criterion.observe(memory, check);
  const limits = [
    ...(stopAt === null ? [] : [threshold(stopAt)]),
    ...(divergeAt === null ? [] : [divergence(divergeAt)]),
  ].map((limit) => limit.observe(null, check));
  const { fires, says } = limits.find((limit) => limit.fires !== null) ?? verdict;
  const margin = Math.min(verdict.margin, ...limits.map((limit) => limit.margin));
  return { memory: verdict.memory, fires, says, margin };
}

/** The counts of the default rule, which are patience's own; undefined for criteria. */
function countsOf(criterion: Criterion, memory: JsonValue): PatienceMemory | undefined {
  return criterion.spec.kind === "patience" ? (memory as PatienceMemory) : undefined;
}
