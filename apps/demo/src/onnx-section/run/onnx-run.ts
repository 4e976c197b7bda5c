import type { EarlyStoppingState, EpochRecord } from "@lockstep/core";
import { signal } from "@preact/signals";
import type { Measured } from "lockstep/train";
import type { Failure } from "../failure.ts";
import type { OrtBackendName, TrainedFile, TrainingEnd } from "../worker/onnx-worker-api.ts";

/** Where a run is. */
export type OnnxRunStatus =
  | "starting"
  | "training"
  | "pausing"
  | "paused"
  | "recovering"
  | "finishing"
  | "done"
  | "failed";

/** One training of the user's model, as the page shows it. */
export class OnnxRun {
  readonly status = signal<OnnxRunStatus>("starting");
  /** What is under way, for the progress bar. */
  readonly phase = signal("Starting");
  readonly step = signal(0);
  readonly history = signal<readonly EpochRecord[]>([]);
  readonly earlyStopping = signal<EarlyStoppingState | null>(null);
  readonly before = signal<Measured | null>(null);
  /** What was lost and from where it went on. */
  readonly notices = signal<readonly string[]>([]);
  readonly end = signal<TrainingEnd | null>(null);
  readonly trained = signal<TrainedFile | null>(null);
  readonly failure = signal<Failure | null>(null);
  readonly backend: OrtBackendName;
  readonly epochs: number;
  readonly batchesPerEpoch: number;
  /** The last checkpoint that the worker sent, with the epochs that were done then. */
  checkpoint: { readonly bytes: Uint8Array; readonly epochs: number } | null = null;
  /** Times that the worker or the device was lost since the last epoch. */
  losses = 0;

  constructor(backend: OrtBackendName, epochs: number, batchesPerEpoch: number) {
    this.backend = backend;
    this.epochs = epochs;
    this.batchesPerEpoch = batchesPerEpoch;
  }

  /** Whether something is under way that the form must not change. */
  get active(): boolean {
    return this.status.value !== "done" && this.status.value !== "failed";
  }
}
