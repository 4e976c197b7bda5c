import type { EarlyStoppingState, EpochRecord } from "@lockstep/core";
import type { ReadonlySignal } from "@preact/signals";
import type { BackendName } from "../backends/backend-name.ts";
import type { ExperimentSettings } from "../experiment/experiment-settings.ts";
import type { Boundary } from "./training-events.ts";
import type { AppliedMask, TestResult, TrainingOutcome } from "./training-worker-api.ts";

/**
 * Where a backend is: loading its code and data, training, holding still because the user paused, waiting for slower
 * backends, starting again from its checkpoint after its worker or device was lost, done, or failed.
 */
export type BackendStatus = "loading" | "training" | "waiting" | "paused" | "recovering" | "done" | "failed";

/** Losses of steps, in the order of the steps; read `length` of them. A step that was never heard of is NaN. */
export interface StepLosses {
  readonly values: Float64Array;
  readonly length: number;
}

/** One backend's part of a run, as views see it. Every signal changes at most ten times a second. */
export interface BackendRun {
  readonly name: BackendName;
  readonly status: ReadonlySignal<BackendStatus>;
  /** Sentences for the user, the newest last: what was lost and from where it went on, or why it failed and what to do. */
  readonly notices: ReadonlySignal<readonly string[]>;
  readonly version: ReadonlySignal<string | null>;
  /** Optimiser steps done. */
  readonly step: ReadonlySignal<number>;
  readonly history: ReadonlySignal<readonly EpochRecord[]>;
  readonly stepLosses: ReadonlySignal<StepLosses>;
  readonly earlyStopping: ReadonlySignal<EarlyStoppingState | null>;
  /** Milliseconds of a step, of the last epoch; null before the first. */
  readonly millisecondsPerStep: ReadonlySignal<number | null>;
  readonly boundary: ReadonlySignal<Boundary | null>;
  /** Null until the backend is done. */
  readonly outcome: ReadonlySignal<TrainingOutcome | null>;
  readonly test: ReadonlySignal<TestResult | null>;
}

/** A run on several backends, as views see it. */
export interface TrainingRun {
  readonly runId: string;
  readonly settings: ExperimentSettings;
  readonly backends: readonly BackendRun[];
  readonly parameterCount: ReadonlySignal<number | null>;
  readonly batchesPerEpoch: ReadonlySignal<number | null>;
  /** "done" once every backend is done or has failed. */
  readonly status: ReadonlySignal<"running" | "paused" | "done">;
  /** What each backend applies; resolves to null for one that is training, or not there. */
  appliedMask(backend: BackendName, site: number, step: number, rows: number): Promise<AppliedMask | null>;
}
