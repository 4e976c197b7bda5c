import type { ReduceOnPlateauState } from "@lockstep/core";

import type { LayersCallback, LayersNamespace } from "../namespace/layers-namespace.ts";
import { LearningRateRun, type LearningRateSetup } from "./learning-rate-run.ts";
import { requireCallbackState } from "./require-callback-state.ts";
import type { CallbackState, ResumableCallback } from "./resumable-callback.ts";
import { trainingCallback } from "./training-callback.ts";

/** A callback that sets the optimiser's learning rate, with what it did. */
export interface LearningRateCallback extends LayersCallback, ResumableCallback {
  /** The rate of the last step; null before the first. */
  readonly learningRate: number | null;
  /** The state of `reduceOnPlateau`; null without it, and before the first epoch. */
  readonly state: ReduceOnPlateauState | null;
}

/** Makes the callback of a schedule, a rule, or both. */
export function learningRateCallback(tf: LayersNamespace, setup: LearningRateSetup): LearningRateCallback {
  const run = new LearningRateRun(setup);
  const requireState = (state: CallbackState): void => requireCallbackState(state, setup.subject, run.options);
  return trainingCallback(tf, run, {
    get learningRate() {
      return run.learningRate;
    },
    get state() {
      return run.state;
    },
    saveState: () => run.saveState(),
    requireState,
    loadState(state) {
      requireState(state);
      run.loadState(state);
    },
  } satisfies Omit<LearningRateCallback, keyof LayersCallback>);
}
