import type { Evaluation, TrainingReport } from "@lockstep/core";
import type { TaskMessage } from "../child-process/task-message.ts";
import type { TrainingRecipe } from "./training-recipe.ts";

/** What a training process can be asked for. */
export type TrainingTask =
  /** Train, and measure the final weights on all rows. */
  | { readonly kind: "train"; readonly recipe: TrainingRecipe }
  /** Train, and record what the engine was given and what it answered. */
  | { readonly kind: "record"; readonly recipe: TrainingRecipe }
  /** Time single steps. */
  | { readonly kind: "time"; readonly recipe: TrainingRecipe; readonly steps: number };

/** What each kind of task comes to. */
export interface TaskOutcomes {
  readonly train: TrainingOutcome;
  readonly record: RecordedRun;
  readonly time: StepTimes;
}

export interface TrainingOutcome {
  /** Release of the backend that computed. */
  readonly backend: string;
  readonly report: TrainingReport;
  /** Measured with the weights that the run ended with, dropout off; training rows with the labels trained on. */
  readonly training: Evaluation;
  readonly validation: Evaluation;
  readonly test: Evaluation;
}

export interface RecordedRun {
  readonly backend: string;
  readonly report: TrainingReport;
  /** Mean loss of every step, dropout on. */
  readonly stepLosses: readonly number[];
  /** After each epoch: SHA-256 of the inputs and targets of all steps so far, as the engine received them. */
  readonly batchDigests: readonly string[];
  /** After each epoch: SHA-256 of the bits of all masks so far, as the backend applied them. */
  readonly maskDigests: readonly string[];
}

export interface StepTimes {
  /** Of each step from handing it over to reading its loss, warm-up left out. */
  readonly milliseconds: readonly number[];
}

/** How far a run is. */
export interface EpochProgress {
  /** Epochs done. */
  readonly epoch: number;
  readonly epochs: number;
  readonly validationLoss: number;
}

/** What a training process says. */
export type TrainingMessage = TaskMessage<TaskOutcomes[keyof TaskOutcomes], EpochProgress>;
