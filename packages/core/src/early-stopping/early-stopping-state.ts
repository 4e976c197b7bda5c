import type { JsonValue } from "./json-value.ts";

/** Why a rule stops training. */
export type EarlyStoppingReason =
  | "patience"
  | "non-finite"
  | "threshold"
  | "divergence"
  | "generalization-loss"
  | "progress-quotient"
  | "up-strips"
  | "time-limit"
  | "step-limit"
  | "epoch-limit"
  | "all-of";

/** Everything the reducer knows; plain JSON, so that a checkpoint can carry it. */
export interface EarlyStoppingState {
  readonly decision: "waiting" | "improved" | "stop";
  /** Why training stops; null while it goes on. */
  readonly reason: EarlyStoppingReason | null;
  /** The last decision in one sentence. */
  readonly explanation: string;
  /**
   * The best finite value so far, by any strict gain. Never NaN. A dialect's is its library's best: null where that is
   * not finite, or where the library keeps none.
   */
  readonly best: number | null;
  readonly bestEpoch: number | null;
  /** Optimiser steps done at the best value; null where the runner does not tell. */
  readonly bestStep: number | null;
  /**
   * The epoch whose weights to end with; null for the last ones. A runner takes a snapshot whenever this epoch and
   * `restoreStep` are those of the observation it just made, and restores the last snapshot however the run ends.
   */
  readonly restoreEpoch: number | null;
  readonly restoreStep: number | null;
  /** The value that patience compares with: it moves only on gains larger than minDelta. */
  readonly reference: number | null;
  /** Consecutive checks without a gain larger than minDelta. */
  readonly badChecks: number;
  /**
   * The smallest margin by which any comparison was decided; null before the first. Another backend whose values all
   * lie within less than half of it decides every check alike: see `certifiesSameStop`.
   */
  readonly minimumMargin: number | null;
  /** Why no margin can certify this rule's decisions; null where it can. */
  readonly uncertified: string | null;
  /** What the criteria or the dialect remember. */
  readonly memory: JsonValue;
}

/** The state before the first observation. */
export function startState(memory: JsonValue, uncertified: string | null = null): EarlyStoppingState {
  return {
    decision: "waiting",
    reason: null,
    explanation: "Nothing has been observed yet.",
    best: null,
    bestEpoch: null,
    bestStep: null,
    restoreEpoch: null,
    restoreStep: null,
    reference: null,
    badChecks: 0,
    minimumMargin: null,
    uncertified,
    memory,
  };
}
