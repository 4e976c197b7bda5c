/** Values of options that are not given. */
export const TRAIN_DEFAULTS = {
  validationShare: 0.2,
  epochs: 20,
  batchSize: 32,
  learningRate: 0.01,
  momentum: 0.9,
  weightDecay: 0,
  patience: 5,
  seed: 42,
  threads: 1,
} as const;
