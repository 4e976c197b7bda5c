import type { BatchOrder, LastBatch } from "@lockstep/core";
import type * as tfjsLayers from "@tensorflow/tfjs-layers";

import type { CallbackInstance } from "../namespace/layers-namespace.ts";
import type { ColumnData } from "./column.ts";
import type { RowData } from "./row-data.ts";

/** Weight of each class, by its number: a list, or an object as tfjs takes it. */
export type ClassWeights = ArrayLike<number> | Readonly<Record<number, number>>;

/** Something for each output of a model: one for all, a list in the outputs' order, or by output name. */
export type ForOutputs<Value> = Value | readonly (Value | undefined)[] | Readonly<Record<string, Value>>;

/** Options of {@link fitModel}: those of `model.fit` and a few more. */
export interface FitModelOptions extends Pick<
  tfjsLayers.ModelFitArgs,
  "batchSize" | "epochs" | "verbose" | "validationSplit" | "shuffle" | "initialEpoch" | "yieldEvery"
> {
  /**
   * Seed of the batches; needed by every order but the sequential one. 0 is a seed like any other.
   *
   * @default that of the model's Lockstep dropout layers, if they have one in common
   */
  readonly seed?: number | bigint;
  /**
   * By name, or what `weighted`, `stratified` or `bucketed` of `@lockstep/core` make. `shuffle: false` is another name of
   * `"sequential"`. @default "shuffled"
   */
  readonly order?: BatchOrder;
  /** What becomes of the rows that do not fill a last batch. @default "keep" */
  readonly lastBatch?: LastBatch;
  /** Objects of hooks and instances of `tf.Callback`, one or many, also mixed. @default none */
  readonly callbacks?: Callbacks;
  /** Inputs, targets, and weights of the rows if they are to have any. @default none */
  readonly validationData?: readonly [RowData, RowData] | readonly [RowData, RowData, ForOutputs<ColumnData>];
  /** Weight of each class in the loss. Every class that occurs needs one. @default all 1 */
  readonly classWeight?: ForOutputs<ClassWeights>;
  /**
   * Weight of each row in the loss, [rows]; multiplied with its class's. A row of weight 0 adds nothing, but a NaN in it
   * still is one: tfjs multiplies. @default all 1
   */
  readonly sampleWeight?: ForOutputs<ColumnData>;
  /**
   * What the weighted sum of a batch's losses is divided by: the sum of the weights, as core and PyTorch do, or the number
   * of rows, as tfjs and Keras do. @default "weights"
   */
  readonly divideBy?: "weights" | "rows";
  /**
   * What becomes of a model with stock layers that draw (dropout, gaussianNoise, ...), whose masks no seed reaches: `refuse`
   * throws, `allow` trains it all the same, differently at every run.
   *
   * @default "refuse"
   */
  readonly stockDropout?: "refuse" | "allow";
}

/** A callback in either form. */
export type AnyCallback = CallbackInstance | tfjsLayers.CustomCallbackArgs;

/** Callbacks in every form that tfjs takes. */
export type Callbacks = AnyCallback | readonly AnyCallback[];

/** All names of {@link FitModelOptions}. */
export const FIT_MODEL_OPTIONS: readonly (keyof FitModelOptions)[] = [
  "batchSize",
  "epochs",
  "verbose",
  "validationSplit",
  "shuffle",
  "initialEpoch",
  "yieldEvery",
  "seed",
  "order",
  "lastBatch",
  "callbacks",
  "validationData",
  "classWeight",
  "sampleWeight",
  "divideBy",
  "stockDropout",
];

/** What to do about options of tfjs that it ignores, and of other libraries. */
export const FIT_MODEL_HINTS: Readonly<Record<string, string>> = {
  stepsPerEpoch:
    "model.fit ignores it; to cut an epoch short use model.fitDataset(batches(tf, { ... }).repeat(), { batchesPerEpoch }).",
  validationSteps: "model.fit does nothing with it; pass fewer rows as validationData.",
  batchesPerEpoch: "Use model.fitDataset(batches(tf, { ... }).repeat(), { batchesPerEpoch }).",
  validationBatchSize: "Validation has batches of batchSize, as in model.fit.",
  sampleWeights: "Name it sampleWeight.",
  classWeights: "Name it classWeight.",
  dropLast: 'Use lastBatch: "drop".',
  startEpoch: "Name it initialEpoch.",
};
