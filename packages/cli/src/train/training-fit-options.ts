import type { FitOptions, MetricName } from "@lockstep/core";
import { stoppingRule } from "../experiment/stopping-rule.ts";
import { evaluationRows } from "./measure-model.ts";
import { optimizerOf } from "./optimizer-of.ts";
import type { PreparedTraining } from "./prepare-training.ts";
import type { TrainSettings } from "./train-settings.ts";

/** What early stopping watches: the validation loss, or the training loss where nothing is set aside. */
export function monitoredMetric({ data }: Pick<PreparedTraining, "data">): MetricName {
  return data.validation === null ? "trainingLoss" : "validationLoss";
}

/** Everything that `fit` has to know of a training; who calls it adds what surrounds the run. */
export function trainingFitOptions(training: PreparedTraining, settings: TrainSettings): FitOptions {
  const { data, batchSize, facts } = training;
  const { epochs, seed, patience } = settings;
  return {
    epochs,
    batchSize,
    seed,
    optimizer: optimizerOf(settings),
    earlyStopping: stoppingRule(monitoredMetric(training), patience),
    evaluationBatchSize: evaluationRows(training),
    lastBatch: facts.fixedRows === null ? "keep" : "drop",
    ...(data.validation === null ? {} : { validation: data.validation }),
  };
}
