import { evaluate, fit, type TrainingEngine, type TrainingEvent } from "@lockstep/core";
import type { DataPool } from "../experiment/data-pool.ts";
import type { EngineBackend } from "../engines.ts";
import { digestMasks } from "./digest-masks.ts";
import { prepareRun, type PreparedRun } from "./prepare-run.ts";
import { recordingEngine } from "./recording-engine.ts";
import { timeSteps } from "./time-steps.ts";
import type { EpochProgress, RecordedRun, TaskOutcomes, TrainingOutcome, TrainingTask } from "./training-task.ts";

/**
 * Does one task on a backend.
 *
 * @param pool the rows that the task's recipe names.
 */
export async function runTask(
  backend: EngineBackend,
  pool: DataPool,
  task: TrainingTask,
  onProgress: (progress: EpochProgress) => void,
): Promise<TaskOutcomes[keyof TaskOutcomes]> {
  const prepared = prepareRun(task.recipe, pool);
  const onEvent = (event: TrainingEvent): void => {
    if (event.type !== "epoch") return;
    const { epoch, validationLoss } = event.record;
    onProgress({ epoch: epoch + 1, epochs: task.recipe.epochs, validationLoss: validationLoss! });
  };
  using engine = await backend.create(prepared.model, prepared.engineOptions);
  switch (task.kind) {
    case "train":
      return await train(backend, engine, prepared, onEvent);
    case "record":
      return await record(backend, engine, prepared, onEvent);
    case "time":
      return await timeSteps(engine, prepared, task.steps);
  }
}

async function train(
  backend: EngineBackend,
  engine: TrainingEngine,
  { experiment, fitOptions }: PreparedRun,
  onEvent: (event: TrainingEvent) => void,
): Promise<TrainingOutcome> {
  const report = await fit(engine, experiment.training, { ...fitOptions, onEvent });
  return {
    backend: backend.version,
    report,
    training: await evaluate(engine, experiment.training),
    validation: await evaluate(engine, experiment.validation),
    test: await evaluate(engine, experiment.test),
  };
}

async function record(
  backend: EngineBackend,
  engine: TrainingEngine,
  { experiment, fitOptions }: PreparedRun,
  onEvent: (event: TrainingEvent) => void,
): Promise<RecordedRun> {
  const recording = recordingEngine(engine);
  const report = await fit(recording.engine, experiment.training, {
    ...fitOptions,
    onEvent(event) {
      if (event.type === "epoch") recording.endEpoch();
      onEvent(event);
    },
  });
  return {
    backend: backend.version,
    report,
    stepLosses: recording.stepLosses,
    batchDigests: recording.batchDigests,
    maskDigests: await digestMasks(backend, recording.masks),
  };
}
