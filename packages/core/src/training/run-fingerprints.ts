import type { TrainingEngine } from "../engine/training-engine.ts";
import type { RunRandomness } from "../randomness/run-randomness.ts";
import type { FitSettings } from "./resolve-fit-options.ts";

/** What a run's numbers depend on, as text by subject. */
export function runFingerprints(
  engine: TrainingEngine,
  settings: FitSettings,
  randomness: RunRandomness,
): Record<string, string> {
  const { data, validation, plan, order, lastBatch, seed, optimizer, earlyStopping, evaluationBatchSize } = settings;
  return {
    model: engine.modelFingerprint,
    data: data.fingerprint(),
    validation: validation?.fingerprint() ?? "none",
    batches: `${plan.batchSize} ${order} ${lastBatch}`,
    evaluationBatchSize: String(evaluationBatchSize),
    seed: String(seed ?? "none"),
    randomness: randomness.profile,
    optimizer: JSON.stringify(optimizer),
    earlyStopping: JSON.stringify(earlyStopping?.options ?? null),
  };
}
