import { decodeCheckpoint, encodeCheckpoint, fit, type EpochRecord, type TrainingReport } from "@lockstep/core";
import {
  checkExport,
  describeStop,
  divergedFailure,
  measureModel,
  trainingFitOptions,
  trainReport,
  type ExportingEngine,
  type Measured,
  type OpenedFile,
  type OrtRuntime,
} from "lockstep/train";
import type { ReadyTraining } from "./check-training.ts";
import type { OnnxTrainingListener, TrainedFile, TrainingEnd } from "./onnx-worker-api.ts";

/** The steps that a listener hears of are at least so far apart. */
const STEP_MILLISECONDS = 100;

/** What one run trains, and with what. */
export interface SessionParts extends ReadyTraining {
  readonly file: OpenedFile;
  readonly runtime: OrtRuntime;
  readonly engine: ExportingEngine;
}

/** One run in this worker, from its engine to its file. */
export class TrainingSession {
  readonly #parts: SessionParts;
  #stop = new AbortController();
  #before: Measured | null = null;
  #report: TrainingReport | null = null;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** Ends `train` before its next step. */
  pause(): void {
    this.#stop.abort();
  }

  /**
   * Trains from a checkpoint, or from the start; every epoch's checkpoint goes to the listener.
   *
   * @throws {TrainingFailure} if the loss of no epoch was finite.
   * @throws {DeviceLostError} if the graphics device was lost.
   */
  async train(checkpoint: Uint8Array | null, listener: OnnxTrainingListener): Promise<TrainingEnd> {
    const { engine, training, settings } = this.#parts;
    this.#stop = new AbortController();
    if (this.#before === null) {
      listener.onEvent({ type: "phase", text: "Measuring the model as it is" });
      this.#before = await measureModel(engine, training);
      listener.onEvent({ type: "before", measured: this.#before });
    }
    listener.onEvent({ type: "phase", text: "Training" });
    let told = 0;
    const report = await fit(engine, training.data.training, {
      ...trainingFitOptions(training, settings),
      signal: this.#stop.signal,
      ...(checkpoint === null ? {} : { resumeFrom: decodeCheckpoint(checkpoint) }),
      checkpoint: { everyEpochs: 1, save: async (state) => await listener.keep(encodeCheckpoint(state)) },
      onEvent(event) {
        if (event.type === "epoch") listener.onEvent(event);
        if (event.type !== "step" || performance.now() - told < STEP_MILLISECONDS) return;
        told = performance.now();
        listener.onEvent(event);
      },
    });
    this.#report = report;
    if (report.checkpoint !== undefined) await listener.keep(encodeCheckpoint(report.checkpoint));
    if (!report.restoredBest && report.stopReason !== "aborted") throw divergedFailure(report);
    return endOf(report, this.#parts);
  }

  /**
   * Writes the best weights into the file, opens it again as anyone would, and compares.
   *
   * @throws {TrainingFailure} if the file's predictions are not the engine's.
   */
  async finish(): Promise<TrainedFile> {
    const { engine, training, settings, file, runtime } = this.#parts;
    const report = this.#report!;
    const after = await measureModel(engine, training);
    const bytes = new Uint8Array(await engine.exportModel());
    const rows = training.data.validation ?? training.data.training;
    const check = await checkExport(bytes, { file, training, runtime, engine, rows });
    const name = file.name.replace(/\.onnx$/iu, ".trained.onnx");
    const before = this.#before!;
    const figures = trainReport(
      training,
      settings,
      { report, before, after },
      {
        trained: { ...check, path: name, bytes: bytes.length },
        environment: { runtime: runtime.version, engine: engine.name, browser: navigator.userAgent },
      },
    );
    return { name, bytes, check, before, after, report: `${JSON.stringify(figures, null, 2)}\n` };
  }

  dispose(): void {
    this.#parts.engine.dispose();
  }
}

function endOf(report: TrainingReport, { training, settings }: ReadyTraining): TrainingEnd {
  const watched = training.data.validation === null ? "training loss" : "validation loss";
  const paused = report.stopReason === "aborted";
  return {
    kind: paused ? "paused" : "done",
    sentence: paused ? `Paused after ${epochsOf(report.history)}.` : describeStop(report, settings.patience, watched),
    best: report.restoredBest ? { epoch: report.bestEpoch!, loss: report.best!, watched } : null,
  };
}

function epochsOf({ length }: readonly EpochRecord[]): string {
  return length === 1 ? "1 epoch" : `${length} epochs`;
}
