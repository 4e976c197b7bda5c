import { sgd, softmaxCrossEntropy, type EngineOptions, type FitOptions, type ModelSpec } from "@lockstep/core";
import { classifier } from "../experiment/classifier.ts";
import type { DataPool } from "../experiment/data-pool.ts";
import { drawExperiment, type Experiment } from "../experiment/draw-experiment.ts";
import { stoppingRule } from "../experiment/stopping-rule.ts";
import type { TrainingRecipe } from "./training-recipe.ts";

/** A recipe made into what an engine and `fit` take. */
export interface PreparedRun {
  readonly model: ModelSpec;
  readonly engineOptions: EngineOptions;
  readonly experiment: Experiment;
  readonly fitOptions: FitOptions & { readonly seed: number };
}

/** Makes model, rows and options of a recipe; core checks each value on the way. */
export function prepareRun(recipe: TrainingRecipe, pool: DataPool): PreparedRun {
  const { epochs, batchSize, seed, learningRate, momentum, monitor, patience } = recipe;
  const experiment = drawExperiment(pool, recipe);
  return {
    model: classifier(pool, recipe),
    engineOptions: { loss: softmaxCrossEntropy(), seed },
    experiment,
    fitOptions: {
      epochs,
      batchSize,
      seed,
      optimizer: sgd({ learningRate, momentum }),
      validation: experiment.validation,
      ...(patience === null ? {} : { earlyStopping: stoppingRule(monitor, patience) }),
    },
  };
}
