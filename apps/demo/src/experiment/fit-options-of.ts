import { sgd, type FitOptions } from "@lockstep/core";
import { stoppingRule } from "lockstep/experiment";
import type { ExperimentSettings } from "./experiment-settings.ts";

/** How an experiment is trained: everything of `fit`'s options that the numbers depend on, but for the rows. */
export function fitOptionsOf(
  settings: Omit<ExperimentSettings, "data" | "backends">,
): Pick<FitOptions, "epochs" | "batchSize" | "seed" | "optimizer" | "earlyStopping"> {
  const { epochs, batchSize, seed, learningRate, momentum, patience } = settings;
  return {
    epochs,
    batchSize,
    seed,
    optimizer: sgd({ learningRate, momentum }),
    ...(patience === null ? {} : { earlyStopping: stoppingRule("validationLoss", patience) }),
  };
}
