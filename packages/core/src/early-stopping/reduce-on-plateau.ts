import { requireNumber } from "../errors/check-option.ts";
import { isCheckDue } from "./check-every.ts";
import { placeOf, subjectOf } from "./describe-check.ts";
import type { EarlyStoppingSettings } from "./early-stopping-options.ts";
import { jsonNumber, type JsonNumber } from "./json-value.ts";
import { monitoredValue, type Observation } from "./observation.ts";
import {
  resolveReduceOnPlateau,
  type ReduceOnPlateauOptions,
  type ReduceOnPlateauSettings,
} from "./reduce-on-plateau-options.ts";
import { shown } from "./tell-apart.ts";
import { warnAboutPatience } from "./warn-about-patience.ts";

/** Everything the reducer knows; plain JSON. */
export interface ReduceOnPlateauState {
  readonly decision: "waiting" | "improved" | "reduced";
  /** The last decision in one sentence. */
  readonly explanation: string;
  /** The learning rate to go on with. */
  readonly learningRate: number;
  /** That rate as a multiple of the first one: what to multiply a schedule's rate by. */
  readonly factor: number;
  /** The best value, which moves only on gains larger than minDelta; text where it is not finite. */
  readonly best: JsonNumber | null;
  readonly badChecks: number;
  /** Checks that will not be counted. */
  readonly cooldownLeft: number;
  readonly firstLearningRate: number;
}

/** A rule that lowers the learning rate: checked options and a pure reducer over observations. */
export interface ReduceOnPlateau {
  readonly options: ReduceOnPlateauSettings;
  /** The state before the first check. @throws {InvalidOptionError} unless the learning rate is above 0: there would be nothing to lower. */
  start(learningRate: number): ReduceOnPlateauState;
  /** The state after one more check. */
  observe(state: ReduceOnPlateauState, observation: Observation): ReduceOnPlateauState;
  /** What `warnAboutPatience` says of an early stopping beside it. */
  warnAbout(stopping: { readonly options: EarlyStoppingSettings }): string | undefined;
}

/**
 * Lowers the learning rate when the metric stops improving: `max(learningRate · factor, minLearningRate)`.
 *
 * PyTorch's rule (the default) acts on the (patience + 1)-th consecutive check without improvement, where improvement
 * is `value < best · (1 - minDelta)` for "min" and `value > best · (1 + minDelta)` for "max", or `best ± minDelta`.
 * A NaN is a check without improvement. Keras 3's acts on the patience-th, compares in f32, keeps its learning rate in
 * f32, and accepts the first value whatever it is, a NaN too.
 *
 * Beside a schedule it lowers the schedule's first rate, and every later rate by the same factor; `minLearningRate` and
 * `eps` are compared with the first rate so lowered.
 *
 * @throws {InvalidOptionError} for a value out of range, an unknown metric or an unknown option.
 * @example
 * const rule = reduceOnPlateau({ monitor: "validationLoss", mode: "min", patience: 1 });
 * let state = rule.start(0.1);
 * for (const [epoch, value] of [0.9, 0.9, 0.9].entries()) state = rule.observe(state, { epoch, value });
 * state.learningRate; // 0.010000000000000002, which is 0.1 · 0.1
 * @see torch 2.13, optim/lr_scheduler.py; keras 3.15, src/callbacks/reduce_lr_on_plateau.py
 */
export function reduceOnPlateau(options: ReduceOnPlateauOptions): ReduceOnPlateau {
  const settings = resolveReduceOnPlateau(options);
  const keras = settings.dialect === "keras3";
  return {
    options: settings,
    start: (learningRate) => startState(settings, requireNumber("learningRate", learningRate, FIRST_RATE)),
    warnAbout: (stopping) => warnAboutPatience(stopping, { options: settings }),
    observe(state, observation) {
      const place = placeOf(observation, settings.checkEvery);
      if (!isCheckDue(settings.checkEvery, observation)) {
        return { ...state, decision: "waiting", explanation: `No check is due at ${place}.` };
      }
      const value = monitoredValue(settings.monitor, observation);
      const best = state.best === null ? null : Number(state.best);
      const next = (keras ? observeKeras : observePytorch)(settings, { ...state, best }, value);
      const subject = subjectOf(settings.monitor, value, place, best);
      return {
        ...state,
        ...next,
        best: next.best === null ? null : jsonNumber(next.best),
        factor: state.firstLearningRate === 0 ? 1 : next.learningRate / state.firstLearningRate,
        explanation: `${subject} ${describe(settings, state, next)}.`,
      };
    },
  };
}

const FIRST_RATE = {
  min: 0,
  exclusive: "min",
  remedy: "reduceOnPlateau lowers the first rate: begin a warm-up above 0.",
} as const;

/** What a check changes. */
type Changed = Pick<ReduceOnPlateauState, "decision" | "learningRate" | "badChecks" | "cooldownLeft"> & {
  readonly best: number | null;
};

function startState({ dialect, mode }: ReduceOnPlateauSettings, learningRate: number): ReduceOnPlateauState {
  const rate = dialect === "keras3" ? Math.fround(learningRate) : learningRate;
  return {
    decision: "waiting",
    explanation: "Nothing has been observed yet.",
    learningRate: rate,
    factor: 1,
    best: dialect === "keras3" ? null : mode === "min" ? "Infinity" : "-Infinity",
    badChecks: 0,
    cooldownLeft: 0,
    firstLearningRate: rate,
  };
}

function observePytorch(
  { mode, factor, patience, minDelta, minDeltaMode, cooldown, minLearningRate, eps }: ReduceOnPlateauSettings,
  state: Omit<Changed, "decision">,
  value: number,
): Changed {
  const best = state.best!;
  const sign = mode === "min" ? -1 : 1;
  const wanted = minDeltaMode === "relative" ? best * (1 + sign * minDelta) : best + sign * minDelta;
  const improved = mode === "min" ? value < wanted : value > wanted;
  const cooling = state.cooldownLeft > 0;
  const badChecks = improved || cooling ? 0 : state.badChecks + 1;
  const acts = badChecks > patience;
  const rate = Math.max(state.learningRate * factor, minLearningRate);
  const reduces = acts && state.learningRate - rate > eps;
  return {
    decision: reduces ? "reduced" : improved ? "improved" : "waiting",
    learningRate: reduces ? rate : state.learningRate,
    best: improved ? value : best,
    badChecks: acts ? 0 : badChecks,
    cooldownLeft: acts ? cooldown : state.cooldownLeft - (cooling ? 1 : 0),
  };
}

function observeKeras(
  { mode, factor, patience, minDelta, cooldown, minLearningRate }: ReduceOnPlateauSettings,
  state: Omit<Changed, "decision">,
  value: number,
): Changed {
  const { best, learningRate } = state;
  const wanted = Math.fround(mode === "min" ? value + minDelta : value - minDelta);
  const beats = (other: number): boolean =>
    mode === "min" ? wanted < Math.fround(other) : wanted > Math.fround(other);
  const improved = best === null || beats(best);
  const cooldownLeft = Math.max(0, state.cooldownLeft - 1);
  const counted = state.cooldownLeft > 0 ? 0 : state.badChecks;
  const badChecks = improved ? 0 : cooldownLeft > 0 ? counted : counted + 1;
  const acts = !improved && cooldownLeft === 0 && badChecks >= patience;
  const reduces = acts && learningRate > Math.fround(minLearningRate);
  return {
    decision: reduces ? "reduced" : improved ? "improved" : "waiting",
    learningRate: reduces ? Math.fround(Math.max(learningRate * factor, minLearningRate)) : learningRate,
    best: improved ? value : best,
    badChecks: reduces ? 0 : badChecks,
    cooldownLeft: reduces ? cooldown : cooldownLeft,
  };
}

function describe(
  { patience, dialect }: ReduceOnPlateauSettings,
  before: ReduceOnPlateauState,
  { decision, learningRate, badChecks, cooldownLeft }: Changed,
): string {
  if (decision === "improved") return before.best === null ? "is the first value" : "is an improvement";
  if (decision === "reduced") {
    return `lowers the learning rate from ${shown(before.learningRate)} to ${shown(learningRate)}`;
  }
  // Keras counts the check that ends the cooldown.
  const cooling = dialect === "keras3" ? cooldownLeft > 0 : before.cooldownLeft > 0;
  if (cooling) return `is not counted (cooldown, ${cooldownLeft} left)`;
  const tolerated = dialect === "keras3" ? Math.max(1, patience) : patience + 1;
  if (badChecks === 0 || badChecks >= tolerated) return "would lower the learning rate, which is as low as it gets";
  return `is no improvement: ${badChecks} of ${tolerated} checks before the learning rate falls`;
}
