import {
  dense,
  dropout,
  earlyStopping,
  relu,
  sequential,
  sgd,
  softmaxCrossEntropy,
  type EarlyStopping,
  type EngineOptions,
  type FitOptions,
  type LayerSpec,
  type MetricName,
  type ModelSpec,
} from "@lockstep/core";
import { drawExperiment, type Experiment } from "../data/draw-experiment.ts";
import type { DataPool } from "../data/data-pool.ts";
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

/** Hidden layers of dense, relu and (with a rate) dropout, then one output a class. */
export function classifier(
  { features, classes }: Pick<DataPool, "features" | "classes">,
  { hidden, rate }: Pick<TrainingRecipe, "hidden" | "rate">,
): ModelSpec {
  const hiddenLayers = hidden.flatMap((units): LayerSpec[] => [
    dense(units),
    relu(),
    ...(rate === null ? [] : [dropout(rate)]),
  ]);
  return sequential({ inputShape: [features], layers: [...hiddenLayers, dense(classes)] });
}

/** Early stopping on a metric, in the direction in which it gets better, restoring the best weights. */
export function stoppingRule(monitor: MetricName, patience: number): EarlyStopping {
  return earlyStopping({ monitor, mode: monitor === "validationAccuracy" ? "max" : "min", patience });
}
