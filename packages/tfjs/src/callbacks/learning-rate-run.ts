import {
  InvalidOptionError,
  learningRateAt,
  type LearningRate,
  type ReduceOnPlateau,
  type ReduceOnPlateauState,
  type JsonValue,
} from "@lockstep/core";
import { requireNumber } from "@lockstep/core/engine";
import type { Logs } from "@tensorflow/tfjs-layers";

import { requireOptimizer } from "../models/require-optimizer.ts";
import type { LayersModel, LayersOptimizer } from "../namespace/layers-namespace.ts";
import { readLearningRate, writeLearningRate } from "../optimizers/optimizer-rate.ts";
import { claimLearningRate } from "./claim-learning-rate.ts";
import type { MonitoredLog } from "./monitored-log.ts";
import type { CallbackState } from "./resumable-callback.ts";
import { RunPosition } from "./run-position.ts";
import type { TrainingHooks, TrainingParams } from "./training-callback.ts";

/** What changes a learning rate: a schedule, a rule that lowers it, or both. */
export interface LearningRateSetup {
  readonly subject: string;
  /** Null for the rate that the optimiser was compiled with. */
  readonly schedule: LearningRate | null;
  readonly plateau: { readonly rule: ReduceOnPlateau; readonly monitored: MonitoredLog } | null;
}

/** The learning rate of calls of `fit`: set before each step, by the law of core's `sgdStep`. */
export class LearningRateRun implements TrainingHooks {
  readonly #setup: LearningRateSetup;
  readonly #position: RunPosition;
  #model: LayersModel | undefined;
  #optimizer: LayersOptimizer | undefined;
  /** The optimiser's own rate, which counts where there is no schedule. */
  #base = 0;
  #state: ReduceOnPlateauState | null = null;
  #epoch = 0;
  #rate: number | null = null;

  constructor(setup: LearningRateSetup) {
    this.#setup = setup;
    this.#position = new RunPosition(setup.subject);
  }

  get state(): ReduceOnPlateauState | null {
    return this.#state;
  }

  get learningRate(): number | null {
    return this.#rate;
  }

  /** What a resumed run must agree in. */
  get options(): JsonValue {
    const { schedule, plateau } = this.#setup;
    return { schedule, reduceOnPlateau: plateau?.rule.options ?? null } as unknown as JsonValue;
  }

  trainBegin(model: LayersModel, params: TrainingParams): void {
    const { subject, plateau } = this.#setup;
    claimLearningRate(params, subject);
    this.#model = model;
    this.#optimizer = requireOptimizer(subject, model);
    readLearningRate(subject, this.#optimizer);
    plateau?.monitored.begin(params);
    this.#position.beginFit(params);
  }

  epochBegin(epoch: number): void {
    const begins = this.#position.beginEpoch(epoch);
    this.#epoch = epoch;
    if (begins !== "fresh") return;
    const { subject, schedule, plateau } = this.#setup;
    if (epoch > 0 && this.#position.step === 0 && schedule !== null && readsSteps(schedule)) {
      throw new InvalidOptionError({
        subject: `${subject}: initialEpoch`,
        rule: "must be 0 for a schedule of steps on a dataset that does not know its length",
        received: epoch,
        remedy: "Pass batchesPerEpoch to fitDataset, or resume by a checkpoint that carries this callback.",
      });
    }
    this.#base = readLearningRate(subject, this.#optimizer!);
    const first = learningRateAt(schedule ?? this.#base, { step: 0, epoch: 0 });
    this.#state = plateau?.rule.start(first) ?? null;
  }

  batchBegin(): void {
    const { schedule } = this.#setup;
    const { step } = this.#position;
    const scheduled = learningRateAt(schedule ?? this.#base, { step, epoch: this.#epoch });
    const rate = scheduled * (this.#state?.factor ?? 1);
    // A schedule of one's own may give anything.
    this.#rate = requireNumber(`${this.#setup.subject}: the learning rate of step ${step}`, rate, { min: 0 });
    writeLearningRate(this.#optimizer!, rate);
  }

  batchEnd(): void {
    this.#position.endBatch();
  }

  async epochEnd(epoch: number, logs: Logs): Promise<void> {
    const { plateau } = this.#setup;
    if (plateau === null || this.#state === null) return;
    if (this.#model!.stopTraining && this.#position.isCutShort(logs)) return;
    const value = await plateau.monitored.read(logs);
    const name = plateau.rule.options.monitor.replace(/^others\./, "");
    this.#state = plateau.rule.observe(this.#state, {
      epoch,
      step: this.#position.step,
      value,
      others: { [name]: value },
    });
  }

  async saveState(): Promise<CallbackState> {
    return {
      kind: this.#setup.subject,
      options: this.options,
      nextEpoch: this.#position.nextEpoch,
      ended: false,
      state: { step: this.#position.step, base: this.#base, plateau: this.#state as unknown as JsonValue },
      tensors: {},
    };
  }

  loadState({ nextEpoch, state }: CallbackState): void {
    const { step, base, plateau } = state as unknown as {
      readonly step: number;
      readonly base: number;
      readonly plateau: ReduceOnPlateauState | null;
    };
    this.#base = base;
    this.#state = plateau;
    this.#position.resume(nextEpoch, step);
  }
}

/** Whether some part of a schedule counts steps. */
function readsSteps(schedule: LearningRate): boolean {
  return JSON.stringify(schedule).includes('"interval":"step"');
}
