import { planBatches, shapeSize, softmaxCrossEntropy, type EngineState, type TrainingEngine } from "@lockstep/core";
import type { BackendName } from "../backends/backend-name.ts";
import type { LoadedBackend } from "../backends/loaded-backend.ts";
import type { CsvFile, ExperimentData } from "../data/experiment-data.ts";
import type { ExperimentSettings } from "../experiment/experiment-settings.ts";
import { modelOf } from "../experiment/model-of.ts";
import type { RunStore } from "../storage/run-store.ts";
import { AppliedMasks } from "./applied-masks.ts";
import { CheckpointKeeper } from "./checkpoint-keeper.ts";
import type { PreparedTask, TrainingTask } from "./training-worker-api.ts";

/** What a session takes from its surroundings. */
export interface SessionParts {
  holdLock(name: string): Promise<void>;
  loadBackend(name: BackendName): Promise<LoadedBackend>;
  loadData(settings: ExperimentSettings, csv: CsvFile | null): Promise<ExperimentData>;
  openStore(): Promise<RunStore>;
  /** Milliseconds from any fixed moment. */
  now(): number;
}

/** A task with everything that it needs. */
export interface LoadedTask {
  readonly settings: ExperimentSettings;
  readonly backend: LoadedBackend;
  readonly data: ExperimentData;
  readonly engine: TrainingEngine;
  /** What a run without a checkpoint begins with. */
  readonly initial: EngineState;
  readonly checkpoints: CheckpointKeeper;
  readonly masks: AppliedMasks;
}

/** Loads backend, rows and stored checkpoint, and makes the engine. */
export async function loadTask(task: TrainingTask, parts: SessionParts): Promise<LoadedTask> {
  const { settings } = task;
  const [backend, data, checkpoints] = await Promise.all([
    parts.loadBackend(task.backend),
    parts.loadData(settings, task.csv),
    CheckpointKeeper.open(task, () => parts.openStore()),
  ]);
  const engine = await backend.create(modelOf(settings, data), { loss: softmaxCrossEntropy(), seed: settings.seed });
  return {
    settings,
    backend,
    data,
    engine,
    initial: await engine.readState(),
    checkpoints,
    masks: new AppliedMasks(backend, engine, settings.seed),
  };
}

/** What the page is told of a loaded task. */
export function preparedTask({ settings, backend, data, engine, checkpoints }: LoadedTask): PreparedTask {
  const { rowCount } = data.training;
  const stored = checkpoints.last;
  return {
    version: backend.version,
    parameterCount: engine.parameters.reduce((sum, { shape }) => sum + shapeSize(shape), 0),
    batchesPerEpoch: planBatches({ rowCount, batchSize: settings.batchSize, order: "sequential" }).batchesPerEpoch,
    stored:
      stored === undefined ? null : { history: stored.history, step: stored.step, earlyStopping: stored.earlyStopping },
  };
}
