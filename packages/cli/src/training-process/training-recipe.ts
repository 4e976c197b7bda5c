import type { MetricName } from "@lockstep/core";
import type { DataSource } from "../data/data-source.ts";
import type { SplitSizes } from "../experiment/split-sizes.ts";

/** Everything that determines a run except its engine; plain data. */
export interface TrainingRecipe {
  readonly data: DataSource;
  readonly sizes: SplitSizes;
  /** Share of training labels to replace. */
  readonly labelNoise: number;
  /** Of split, noise, initial weights, batch order and masks. */
  readonly seed: number;
  /** Units of the hidden layers. */
  readonly hidden: readonly number[];
  /** Probability to drop after every hidden layer; null for a network without dropout. */
  readonly rate: number | null;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly momentum: number;
  readonly monitor: MetricName;
  /** Of early stopping; null trains all epochs and keeps the last weights. */
  readonly patience: number | null;
}
