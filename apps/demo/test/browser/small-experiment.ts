import { DEFAULT_SETTINGS, type ExperimentSettings } from "../../src/experiment/experiment-settings.ts";
import { queryOf } from "../../src/experiment/settings-address.ts";

/** The address of a run that takes seconds, even where the processor plays the GPU. */
export function smallExperiment(changes: Partial<ExperimentSettings>): string {
  return `#train?${queryOf({
    ...DEFAULT_SETTINGS,
    data: "two-moons",
    rows: 64,
    validationRows: 64,
    labelNoise: 0.2,
    hidden: [16],
    rate: 0.25,
    batchSize: 16,
    learningRate: 0.1,
    patience: 2,
    seed: 7,
    ...changes,
  })}`;
}
