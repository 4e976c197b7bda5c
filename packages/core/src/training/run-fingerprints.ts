import type { TrainingEngine } from "../engine/training-engine.ts";
import type { RunRandomness } from "../randomness/run-randomness.ts";
import type { FitSettings } from "./resolve-fit-options.ts";

/** What a run's numbers depend on, as text by subject. */
export function runFingerprints(
  engine: TrainingEngine,
  settings: FitSettings,
  randomness: RunRandomness,
): Record<string, string> {
  const { data, validation, seed, optimizer, earlyStopping, reduceOnPlateau, checkpointBest } = settings;
  return {
    model: engine.modelFingerprint,
    data: data.fingerprint(),
    validation: validation?.fingerprint() ?? "none",
    batches: `${settings.batchesFingerprint} in micro-batches of ${settings.microBatchSize}`,
    evaluationBatchSize: String(settings.evaluationBatchSize),
    seed: String(seed ?? "none"),
    randomness: randomness.profile,
    optimizer: JSON.stringify(optimizer),
    earlyStopping: JSON.stringify(earlyStopping?.options ?? null),
    reduceOnPlateau: JSON.stringify(reduceOnPlateau?.options ?? null),
    // Its checks stand in the report, and may draw from a generator.
    checkpointBest: JSON.stringify(checkpointBest?.options ?? null),
  };
}
