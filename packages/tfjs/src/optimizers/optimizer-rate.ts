import { UnsupportedOptionError } from "@lockstep/core";

import type { LayersOptimizer } from "../namespace/layers-namespace.ts";

/** What `tf.train.sgd` and `momentum` have, which keep their rate in a tensor too; all others read the field at each step. */
interface RatedOptimizer {
  learningRate: number;
  setLearningRate?(rate: number): void;
}

/** The optimiser's learning rate. @throws {UnsupportedOptionError} if it has none that is a number. */
export function readLearningRate(subject: string, optimizer: LayersOptimizer): number {
  const { learningRate } = optimizer as unknown as Partial<RatedOptimizer>;
  if (typeof learningRate === "number") return learningRate;
  throw new UnsupportedOptionError({
    subject: `${subject}: an optimiser of class ${optimizer.getClassName()}`,
    rule: "must have its learning rate in the field learningRate",
    received: learningRate,
    remedy: "Compile the model with one of tf.train.",
  });
}

/** Sets the rate of the steps to come; the optimiser's slots stay as they are. */
export function writeLearningRate(optimizer: LayersOptimizer, rate: number): void {
  const rated = optimizer as unknown as RatedOptimizer;
  if (rated.learningRate === rate) return;
  if (rated.setLearningRate === undefined) rated.learningRate = rate;
  else rated.setLearningRate(rate);
}
