import type { JsonValue, NamedTensors } from "@lockstep/core";

import type { LayersModel } from "../namespace/layers-namespace.ts";

/** What a callback needs to go on as if it had never been interrupted. */
export interface CallbackState {
  /** The callback's name: `earlyStopping`. */
  readonly kind: string;
  /** Its options, which must be the same where it goes on. */
  readonly options: JsonValue;
  /** The epoch to go on with, counted from 0. */
  readonly nextEpoch: number;
  /** Whether the callback has ended the run, so that there is nothing to go on with. */
  readonly ended: boolean;
  readonly state: JsonValue;
  /** The best weights; none where there is nothing to restore. */
  readonly tensors: NamedTensors;
}

/** A callback whose state a checkpoint carries. */
export interface ResumableCallback {
  /** Copies the state, between two epochs. */
  saveState(): Promise<CallbackState>;
  /** @throws {CheckpointMismatchError} if a state is another callback's, or that of other options. */
  requireState(state: CallbackState): void;
  /**
   * Makes the next `fit` go on from a state, and only from the epoch after it.
   *
   * @param model the one that will be trained, for what can be done without training it: to restore its best weights.
   *   @default the one that `fit` trains
   * @throws {CheckpointMismatchError} as `requireState`.
   */
  loadState(state: CallbackState, model?: LayersModel): void;
}
