import { mutant, type Mutant } from "./mutant.ts";

/** Relative errors of kernels: a few times what rounding gives, and far below what a stated share of 1e-5 would notice. */
const SLIGHT = 1 + 4e-6;

/** Engines whose kernels are a little wrong. */
export const toleranceMutants: readonly Mutant[] = [
  mutant("predicts 4e-6 too much", "layer.dense", (healthy) => ({
    predict: async (inputs, masks) => {
      const { shape, data } = await healthy.predict(inputs, masks);
      return { shape, data: data.map((value) => value * SLIGHT) };
    },
  })),
  mutant("predicts 4e-6 too much of a tanh", "layer.tanh", (healthy) => ({
    predict: async (inputs, masks) => {
      const { shape, data } = await healthy.predict(inputs, masks);
      return { shape, data: data.map((value) => value * SLIGHT) };
    },
  })),
  mutant("learns 1e-5 too fast", "layer.dense", (healthy) => ({
    trainBatch: (parts, step) => healthy.trainBatch(parts, { ...step, learningRate: step.learningRate * (1 + 1e-5) }),
  })),
  mutant("has a backward pass 1e-3 too steep", "gradient.differences", (healthy) => ({
    trainBatch: (parts, step) => healthy.trainBatch(parts, { ...step, learningRate: step.learningRate * (1 + 1e-3) }),
  })),
];
