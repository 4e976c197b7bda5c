import type { BackendName } from "../backends/backend-name.ts";

/** Where the rows come from. */
export const DATA_NAMES = ["mnist", "fashion-mnist", "two-moons", "csv"] as const;

/** One of {@link DATA_NAMES}. */
export type DataName = (typeof DATA_NAMES)[number];

/** Everything that a run's numbers depend on, except for the bytes of a user's own file. Plain data: it becomes the page's address. */
export interface ExperimentSettings {
  readonly data: DataName;
  /** Rows to train on. */
  readonly rows: number;
  readonly validationRows: number;
  /** Probability that a training row's label is replaced by another class. Validation and test labels stay. */
  readonly labelNoise: number;
  /** Units of each hidden layer: dense, relu, and dropout if there is a rate. */
  readonly hidden: readonly number[];
  /** Probability to DROP a unit; 0 for no dropout. */
  readonly rate: number;
  /** The most epochs. */
  readonly epochs: number;
  /** Checks without a better validation loss that early stopping waits; null for no early stopping. */
  readonly patience: number | null;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly momentum: number;
  readonly seed: number;
  readonly backends: readonly BackendName[];
}

/**
 * What the page begins with: little enough for seconds, and enough to overfit. With it no relu of the default backends has an
 * input so near 0 that roundings switch it on in one and off in another, in any of the presets: such runs drift apart.
 */
export const DEFAULT_SETTINGS: ExperimentSettings = {
  data: "mnist",
  rows: 1000,
  validationRows: 500,
  labelNoise: 0.2,
  hidden: [64],
  rate: 0.5,
  epochs: 60,
  patience: 8,
  batchSize: 64,
  learningRate: 0.05,
  momentum: 0.9,
  seed: 42,
  backends: ["reference", "tfjs-wasm", "ort-wasm"],
};
