import type { BackendName } from "../backends/backend-name.ts";
import type { CsvFile } from "../data/experiment-data.ts";
import type { ExperimentSettings } from "../experiment/experiment-settings.ts";

/** A run that the browser keeps until it is done or given up. */
export interface StoredRun {
  readonly runId: string;
  readonly settings: ExperimentSettings;
  readonly csv: CsvFile | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/**
 * Runs and their checkpoints in IndexedDB. Page and workers open it alike; a checkpoint is written by the worker that made
 * it, whole or not at all.
 */
export interface RunStore {
  putRun(run: StoredRun): Promise<void>;
  /** The newest run that was neither finished nor given up. */
  latestRun(): Promise<StoredRun | null>;
  /** With all its checkpoints. */
  deleteRun(runId: string): Promise<void>;
  /** @param bytes what `encodeCheckpoint` returned */
  putCheckpoint(runId: string, backend: BackendName, bytes: Uint8Array): Promise<void>;
  checkpoint(runId: string, backend: BackendName): Promise<Uint8Array | null>;
}
