import { InvalidOptionError, NonFiniteValueError } from "../errors/lockstep-error.ts";
import { resolveEarlyStopping, type EarlyStoppingOptions } from "./early-stopping-options.ts";

/** One check of the monitored metric. */
export interface Observation {
  /** Epoch that was just finished, counted from 0. */
  readonly epoch: number;
  /** The monitored metric's value. */
  readonly value: number;
}

/** Everything the reducer knows; plain JSON, so that a checkpoint can carry it. */
export interface EarlyStoppingState {
  readonly decision: "waiting" | "improved" | "stop";
  /** Why training stops; null while it goes on. */
  readonly reason: "patience" | "non-finite" | null;
  /** The last decision in one sentence. */
  readonly explanation: string;
  /** The best finite value so far, by any strict gain: the weights of its epoch are kept. Never NaN. */
  readonly best: number | null;
  readonly bestEpoch: number | null;
  /** The value that patience compares with: it moves only on gains larger than minDelta. */
  readonly reference: number | null;
  /** Consecutive checks without a gain larger than minDelta. */
  readonly badChecks: number;
  /**
   * The smallest distance by which any comparison was decided; null before the first. Another backend whose values
   * all lie within less than half of it decides every check alike.
   */
  readonly minimumMargin: number | null;
}

/** An early-stopping rule: checked options and a pure reducer over observations. */
export interface EarlyStopping {
  readonly options: Required<EarlyStoppingOptions>;
  start(): EarlyStoppingState;
  observe(state: EarlyStoppingState, observation: Observation): EarlyStoppingState;
}

/**
 * Early stopping with patience: stop at the `patience`-th consecutive check whose value is not better than the
 * reference by more than `minDelta` (strictly; a tie is no improvement).
 *
 * Two bests are kept apart: the *reference* of patience moves only on gains larger than `minDelta`, the *best* moves on
 * any strict gain, so that a slightly better epoch is not thrown away because it did not impress patience.
 *
 * @throws {InvalidOptionError} for a value out of range, an unknown metric or an unknown option.
 * @example
 * const rule = earlyStopping({ monitor: "validationLoss", mode: "min", patience: 2 });
 * let state = rule.start();
 * for (const [epoch, value] of [0.9, 0.7, 0.8, 0.75].entries()) state = rule.observe(state, { epoch, value });
 * state.decision; // "stop"
 * state.bestEpoch; // 1
 * @see Prechelt, "Early stopping - but when?" (1998)
 */
export function earlyStopping(options: EarlyStoppingOptions): EarlyStopping {
  const resolved = resolveEarlyStopping(options);
  return {
    options: resolved,
    start: startState,
    observe: (state, observation) => observe(resolved, state, observation),
  };
}

function startState(): EarlyStoppingState {
  return {
    decision: "waiting",
    reason: null,
    explanation: "Nothing has been observed yet.",
    best: null,
    bestEpoch: null,
    reference: null,
    badChecks: 0,
    minimumMargin: null,
  };
}

function observe(
  options: Required<EarlyStoppingOptions>,
  state: EarlyStoppingState,
  { epoch, value }: Observation,
): EarlyStoppingState {
  const { monitor, mode, minDelta, patience, startEpoch } = options;
  if (typeof value !== "number") {
    throw new InvalidOptionError({
      subject: monitor,
      rule: "must be measured at every check",
      received: value,
      remedy: "Pass validation data to fit, or monitor a metric that is measured.",
    });
  }
  if (state.decision === "stop") return state;
  if (epoch < startEpoch) {
    return { ...state, decision: "waiting", explanation: `Epoch ${epoch} is before startEpoch ${startEpoch}.` };
  }
  if (!Number.isFinite(value)) return observeNonFinite(options, state, { epoch, value });

  const gain = (from: number): number => (mode === "min" ? from - value : value - from);
  if (state.best === null || state.reference === null) {
    const explanation = `${monitor} ${distinguish(value, value)[0]} of epoch ${epoch} is the first value.`;
    return {
      ...state,
      decision: "improved",
      explanation,
      best: value,
      bestEpoch: epoch,
      reference: value,
      badChecks: 0,
    };
  }
  const margin = Math.min(Math.abs(gain(state.reference) - minDelta), Math.abs(gain(state.best)));
  const minimumMargin = Math.min(state.minimumMargin ?? Infinity, margin);
  const isBest = gain(state.best) > 0;
  const best = isBest ? { best: value, bestEpoch: epoch } : {};
  const by = minDelta > 0 ? ` by more than ${minDelta}` : "";
  const [shown, reference] = distinguish(value, state.reference);
  const subject = `${monitor} ${shown} of epoch ${epoch}`;
  if (gain(state.reference) > minDelta) {
    const explanation = `${subject} beats ${reference}${by}.`;
    return { ...state, ...best, decision: "improved", explanation, reference: value, badChecks: 0, minimumMargin };
  }
  const said = `${subject}${isBest ? " is the best, but" : ""} does not beat ${reference}${by}`;
  return countBadCheck({ ...state, ...best, minimumMargin }, patience, said);
}

function observeNonFinite(
  { monitor, nonFinite, patience }: Required<EarlyStoppingOptions>,
  state: EarlyStoppingState,
  { epoch, value }: Observation,
): EarlyStoppingState {
  const said = `${monitor} of epoch ${epoch} is ${value}`;
  switch (nonFinite) {
    case "throw":
      throw new NonFiniteValueError({
        subject: `${monitor} of epoch ${epoch}`,
        rule: "must be finite",
        received: value,
        remedy: "Lower the learning rate, or choose another nonFinite policy.",
      });
    case "stop":
      return { ...state, decision: "stop", reason: "non-finite", explanation: `Stopped: ${said}.` };
    case "ignore":
      return { ...state, decision: "waiting", explanation: `${said}; it is ignored.` };
    case "count":
      return countBadCheck(state, patience, said);
  }
}

function countBadCheck(state: EarlyStoppingState, patience: number, said: string): EarlyStoppingState {
  const badChecks = state.badChecks + 1;
  const tally = `${badChecks} of ${patience} ${patience === 1 ? "check" : "checks"} without improvement`;
  if (badChecks < patience) return { ...state, decision: "waiting", explanation: `${said}: ${tally}.`, badChecks };
  return { ...state, decision: "stop", reason: "patience", explanation: `Stopped: ${said}: ${tally}.`, badChecks };
}

/** Two numbers as text, with as many digits as it takes to tell them apart, and at least six. */
function distinguish(a: number, b: number): readonly [string, string] {
  for (let digits = 6; digits < 17; digits++) {
    const [shownA, shownB] = [a, b].map((value) => String(Number(value.toPrecision(digits))));
    if (shownA !== shownB || a === b) return [shownA!, shownB!];
  }
  return [String(a), String(b)];
}
