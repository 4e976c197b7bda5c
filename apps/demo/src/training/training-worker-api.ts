import type { EpochRecord, EarlyStoppingState, StopReason } from "@lockstep/core";
import type { BackendName } from "../backends/backend-name.ts";
import type { CsvFile } from "../data/experiment-data.ts";
import type { ExperimentSettings } from "../experiment/experiment-settings.ts";
import type { BackendEvent } from "./training-events.ts";

/** One backend's part of a run. */
export interface TrainingTask {
  readonly runId: string;
  readonly backend: BackendName;
  readonly settings: ExperimentSettings;
  /** The user's table; null unless `settings.data` is "csv". */
  readonly csv: CsvFile | null;
  /** The Web Lock that the worker holds as long as it lives: it is released however the worker ends. */
  readonly lockName: string;
}

/** What a worker has loaded. */
export interface PreparedTask {
  /** For reports: `onnxruntime-web 1.30.0`. */
  readonly version: string;
  readonly parameterCount: number;
  readonly batchesPerEpoch: number;
  /** History and rule's state of the stored checkpoint that training will go on from; null for the start. */
  readonly stored: {
    readonly history: readonly EpochRecord[];
    readonly step: number;
    readonly earlyStopping: EarlyStoppingState | null;
  } | null;
}

/** What the page lends a worker while it trains. */
export interface TrainingListener {
  onEvent(event: BackendEvent): void;
  /** After an epoch's checkpoint is stored: the worker waits for it, so that no backend runs ahead of the others. */
  epochDone(epoch: number): Promise<void>;
}

/** How a call of `train` ended. */
export interface TrainingOutcome {
  /** "aborted" after `pause`, or after the steps that were asked for: call `train` again to go on. */
  readonly stopReason: StopReason;
  readonly step: number;
  readonly history: readonly EpochRecord[];
  readonly earlyStopping: EarlyStoppingState | null;
  /** Epoch whose weights the engine holds, counted from 0; null if they are the last ones. */
  readonly bestEpoch: number | null;
}

/** How the test rows fared. */
export interface TestResult {
  readonly rowCount: number;
  readonly loss: number;
  readonly errors: number;
  /** Those that were taken for another class, the surest mistakes first; at most as many as asked for. */
  readonly mistakes: readonly Mistake[];
}

/** A test row that was taken for another class. */
export interface Mistake {
  readonly row: number;
  readonly label: number;
  readonly predicted: number;
  /** Probability that the model gave its answer. */
  readonly confidence: number;
  /** The row's inputs. */
  readonly inputs: Float32Array;
}

/** Bits of a mask as a backend applies them. */
export interface AppliedMask {
  readonly rows: number;
  readonly units: number;
  /** One byte an element, 1 for kept, row by row. */
  readonly kept: Uint8Array;
}

/**
 * What a training worker does for the page, over comlink. `prepare` first. A method that fails rejects with an error whose
 * `name`, `message`, `code` and `remedy` are those of the error in the worker.
 */
export interface TrainingWorkerApi {
  prepare(task: TrainingTask): Promise<PreparedTask>;
  /** Trains on: from the last pause, else from the stored checkpoint, else from the start. @param steps at most so many; null for all */
  train(listener: TrainingListener, steps: number | null): Promise<TrainingOutcome>;
  /** Ends `train` before its next step; the paused state is stored as a checkpoint. */
  pause(): void;
  /** With the weights that the engine holds. */
  test(mostMistakes: number): Promise<TestResult>;
  /** The mask of one dropout site at one step, read off what the backend computes, not off core. Not while `train` is under way. */
  appliedMask(site: number, step: number, rows: number): Promise<AppliedMask>;
  dispose(): void;
}
