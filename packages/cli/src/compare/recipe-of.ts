import type { TrainingRecipe } from "../training-process/training-recipe.ts";
import type { DatasetFacts, TrainingOptions } from "./compare-options.ts";

/** The recipe of one run of a table. */
export function recipeOf(
  dataset: DatasetFacts,
  training: TrainingOptions,
  run: { readonly seed: number; readonly labelNoise: number; readonly dropout: boolean; readonly stopping: boolean },
): TrainingRecipe {
  const { sizes, hidden, epochs, batchSize, learningRate, momentum, rate, monitor, patience } = training;
  return {
    data: dataset.source,
    sizes,
    labelNoise: run.labelNoise,
    seed: run.seed,
    hidden,
    rate: run.dropout ? rate : null,
    epochs,
    batchSize,
    learningRate,
    momentum,
    monitor,
    patience: run.stopping ? patience : null,
  };
}
