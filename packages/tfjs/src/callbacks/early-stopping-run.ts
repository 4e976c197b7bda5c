import {
  CheckpointMismatchError,
  LockstepError,
  type EarlyStopping,
  type EarlyStoppingState,
  type NamedTensors,
  type JsonValue,
} from "@lockstep/core";
import type { Logs } from "@tensorflow/tfjs-layers";

import type { LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";
import { requireDevice } from "../models/require-device.ts";
import { requireLiveModel } from "../models/require-live-model.ts";
import { copyWeights, disposeCopy, hostWeights, writeWeights, type WeightsCopy } from "../models/weights-copy.ts";
import { readLog, type MonitoredLog } from "./monitored-log.ts";
import type { CallbackState } from "./resumable-callback.ts";
import { RunPosition } from "./run-position.ts";
import type { FitStopReason } from "./stop-reason.ts";
import type { TrainingHooks, TrainingParams } from "./training-callback.ts";

/** What `earlyStopping` resolves from its arguments. */
export interface EarlyStoppingSetup {
  readonly rule: EarlyStopping;
  readonly monitored: MonitoredLog;
  readonly keep: "device" | "host";
  /** Epochs of the whole run; null where each `fit` is one. */
  readonly epochs: number | null;
  readonly clock: () => number;
}

const SUBJECT = "earlyStopping";
const KEEP_HINT =
  'Weights kept on the host outlive both: earlyStopping(tf, rule, { keep: "host" }), then bestWeights() and restoreBest(anotherModel).';

/** A rule that watches calls of `fit`: observe → keep the best → stop → restore. */
export class EarlyStoppingRun implements TrainingHooks {
  readonly #tf: LayersNamespace;
  readonly #setup: EarlyStoppingSetup;
  readonly #position = new RunPosition(SUBJECT);
  #state: EarlyStoppingState;
  #model: LayersModel | undefined;
  #best: WeightsCopy | undefined;
  #startedAt = 0;
  #carriedSeconds = 0;
  stopReason: FitStopReason | null = null;
  stopEpoch: number | null = null;
  restoredEpoch: number | null = null;

  constructor(tf: LayersNamespace, setup: EarlyStoppingSetup) {
    this.#tf = tf;
    this.#setup = setup;
    this.#state = setup.rule.start();
  }

  get state(): EarlyStoppingState {
    return this.#state;
  }

  trainBegin(model: LayersModel, params: TrainingParams): void {
    this.#setup.monitored.begin(params);
    this.#model = model;
    this.#position.beginFit(params);
  }

  epochBegin(epoch: number): void {
    const begins = this.#position.beginEpoch(epoch);
    if (begins === "next") return;
    if (begins === "fresh") {
      this.dispose();
      this.#state = this.#setup.rule.start();
      this.#carriedSeconds = 0;
    } else if (this.#state.decision === "stop") {
      throw new CheckpointMismatchError({
        subject: SUBJECT,
        rule: `cannot go on: the run ended in epoch ${epoch - 1} (${this.#state.reason})`,
        remedy: "Call restoreBest() for its weights, or train anew with a new callback and initialEpoch 0.",
      });
    }
    this.#startedAt = this.#setup.clock();
    Object.assign(this, { stopReason: null, stopEpoch: null, restoredEpoch: null });
  }

  batchEnd(): void {
    this.#position.endBatch();
  }

  async epochEnd(epoch: number, logs: Logs): Promise<void> {
    const model = this.#model!;
    this.stopEpoch = epoch;
    // An epoch that someone else cut short has not been validated.
    if (model.stopTraining && this.#position.isCutShort(logs)) return;
    const value = await this.#setup.monitored.read(logs);
    const trainingLoss = await readLog(logs, "loss");
    const { step } = this.#position;
    const state = this.#setup.rule.observe(this.#state, {
      epoch,
      step,
      value,
      others: { [this.#setup.rule.options.monitor.replace(/^others\./, "")]: value },
      elapsedSeconds: this.#elapsedSeconds(),
      ...(trainingLoss === undefined ? {} : { trainingLoss }),
    });
    if (state.restoreEpoch === epoch && state.restoreStep === step) {
      const copy = await copyWeights(this.#tf, model, this.#setup.keep);
      disposeCopy(this.#best);
      this.#best = copy;
    }
    this.#state = state;
    this.stopReason = state.reason;
    if (state.decision === "stop") model.stopTraining = true;
  }

  async trainEnd(): Promise<void> {
    const { nextEpoch, epochs } = this.#position;
    const total = this.#setup.epochs;
    const stopped = this.#model!.stopTraining;
    this.#carriedSeconds = this.#elapsedSeconds();
    if (!stopped && total !== null && nextEpoch === epochs && nextEpoch < total) {
      this.#position.resume(nextEpoch, this.#position.step);
      return;
    }
    this.stopReason ??= stopped ? "aborted" : "epochs";
    if (this.#best !== undefined) await this.restoreBest();
  }

  /** See the callback's method. */
  async restoreBest(model: LayersModel | undefined = this.#model): Promise<void> {
    if (this.#best === undefined || model === undefined) {
      throw new LockstepError("MISSING_DATA", {
        subject: `${SUBJECT}: restoreBest`,
        rule: "needs best weights that were not restored yet, and the model that they are for",
        remedy:
          model === undefined
            ? "Train first, or pass the model: restoreBest(model)."
            : "They are restored when fit ends; a rule with restoreBest: false keeps none.",
      });
    }
    requireLiveModel(`${SUBJECT}: restoreBest`, model, KEEP_HINT);
    await requireDevice(this.#tf, `${SUBJECT}: restoreBest`, KEEP_HINT);
    writeWeights(this.#tf, SUBJECT, model, this.#best);
    this.restoredEpoch = this.#state.restoreEpoch;
    this.dispose();
  }

  async bestWeights(): Promise<NamedTensors | undefined> {
    return this.#best === undefined ? undefined : hostWeights(this.#best);
  }

  dispose(): void {
    disposeCopy(this.#best);
    this.#best = undefined;
  }

  async saveState(): Promise<CallbackState> {
    if (this.#state.restoreEpoch !== null && this.#best === undefined) {
      throw new LockstepError("MISSING_DATA", {
        subject: `${SUBJECT}: saveState`,
        rule: "needs the best weights, but they were restored or freed",
        remedy: "Save within the run, at the ends of epochs: checkpoint(tf, { store, with: [stop] }) does.",
      });
    }
    return {
      kind: SUBJECT,
      options: this.#setup.rule.options as unknown as JsonValue,
      nextEpoch: this.#position.nextEpoch,
      ended: this.#state.decision === "stop",
      state: {
        rule: this.#state as unknown as JsonValue,
        step: this.#position.step,
        elapsedSeconds: this.#elapsedSeconds(),
      },
      tensors: (await this.bestWeights()) ?? {},
    };
  }

  loadState({ nextEpoch, state, tensors }: CallbackState, model: LayersModel | undefined): void {
    const { rule, step, elapsedSeconds } = state as unknown as {
      readonly rule: EarlyStoppingState;
      readonly step: number;
      readonly elapsedSeconds: number;
    };
    this.dispose();
    this.#model = model ?? this.#model;
    this.#state = rule;
    this.#carriedSeconds = elapsedSeconds;
    this.#startedAt = this.#setup.clock();
    this.#position.resume(nextEpoch, step);
    if (rule.restoreEpoch !== null) this.#best = { place: "host", tensors };
  }

  #elapsedSeconds(): number {
    return this.#carriedSeconds + (this.#setup.clock() - this.#startedAt) / 1000;
  }
}
