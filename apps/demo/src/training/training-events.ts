import type { EarlyStoppingState, EpochRecord } from "@lockstep/core";

/** What a training worker tells the page while it trains. */
export type BackendEvent =
  | {
      /** At most ten times a second: the losses of steps since the last of these. */
      readonly type: "steps";
      /** Number of the first of them, counted from 0. */
      readonly firstStep: number;
      /** Mean training loss of each step's batch. */
      readonly losses: Float64Array;
      /** Epoch of the last of them, counted from 0. */
      readonly epoch: number;
    }
  | {
      /** An epoch has been measured and its checkpoint is stored. */
      readonly type: "epoch";
      readonly record: EpochRecord;
      readonly earlyStopping: EarlyStoppingState | null;
      /** Milliseconds of a training step in this epoch, mean; waiting for other backends not counted. */
      readonly millisecondsPerStep: number;
      /** The probability of class 1 on a grid over the plane; only for two features and two classes. */
      readonly boundary: Boundary | null;
    }
  | {
      /** What the user should know of, though training goes on: checkpoints cannot be stored, say. */
      readonly type: "warning";
      readonly message: string;
    };

/** What a model thinks of the plane, row by row from the lower left. */
export interface Boundary {
  readonly columns: number;
  readonly rows: number;
  /** The plane's corners: least and largest of the first and of the second feature. */
  readonly extent: readonly [number, number, number, number];
  /** Probability of class 1, columns x rows of them. */
  readonly values: Float32Array;
}
