import {
  InvalidOptionError,
  planBatches,
  UnsupportedOptionError,
  type BatchOrder,
  type BatchPlan,
} from "@lockstep/core";
import { rejectUnknownOptions, requireInteger, requireOneOf } from "@lockstep/core/engine";
import type * as tfjsLayers from "@tensorflow/tfjs-layers";

import { callbacks as listedCallbacks } from "../callbacks/callbacks.ts";
import { dropoutSteps } from "../dropout-layers/dropout-steps.ts";
import { setLayerDraws } from "../dropout-layers/layer-draws.ts";
import { randomLayersOf } from "../dropout-layers/random-layers-of.ts";
import {
  requireLayersNamespace,
  type LayersCallback,
  type LayersModel,
  type LayersNamespace,
} from "../namespace/layers-namespace.ts";
import type { DeviceTensor } from "../namespace/tfjs-namespace.ts";
import { FIT_MODEL_HINTS, FIT_MODEL_OPTIONS, type FitModelOptions } from "./fit-model-options.ts";
import { refuseStockDropout, requireSeed } from "./require-seeded.ts";
import { readFitRows, validationTensors, type FitRows } from "./fit-rows.ts";
import { requireTrainableModel } from "./require-trainable-model.ts";
import type { RowData } from "./row-data.ts";
import { readRowWeights, type OutputWeights } from "./row-weights.ts";
import { trainingBatches } from "./training-batches.ts";
import { enclose, type TrainingHooks } from "./training-hooks.ts";
import { correctEvaluation } from "./validation-losses.ts";
import { requireRowLosses } from "./weigh-loss.ts";
import { weightedTraining } from "./weighted-training.ts";

/** Models that a `fitModel` is training. */
const inTraining = new WeakSet<LayersModel>();

/**
 * Trains a layers model as `model.fit(xs, ys, options)` does, with batches by seed: those of epoch *e* are core's
 * `planBatches(...).rows(e, ...)`, whatever the backend, and `initialEpoch` goes on where a run was left. Nothing is drawn
 * from `Math.random`. Callbacks, metrics and the history are tfjs's own.
 *
 * With `classWeight` or `sampleWeight` a batch's loss is Σ w·loss / Σ w, an epoch's is the same over all of its rows, and
 * equal weights change nothing; tfjs divides by the number of rows (`divideBy: "rows"`). Metrics are not weighted.
 * Lockstep's dropout layers move on by one with each step.
 *
 * Other than `model.fit`, it validates an epoch that a callback stops, gives each output's validation loss its own name,
 * and refuses what tfjs passes over in silence.
 *
 * @param tf the namespace, with layers.
 * @param model a compiled `tf.Sequential` or `tf.LayersModel`.
 * @param xs inputs: a tensor, numbers, a list of tensors, or columns by input name; the first axis is the row.
 * @param ys targets, likewise.
 * @returns the history of `model.fit`.
 * @throws {InvalidOptionError} if an option is unknown or out of range, `seed` is missing for an order that draws and the dropout layers have none in common, the
 *   model is not compiled, disposed or already in training, or a batch weighs nothing.
 *   Also for stock layers that draw, unless `stockDropout` is "allow".
 * @throws {UnsupportedOptionError} for `shuffle: "batch"`, and where a loss without a number for each row is weighted.
 * @throws {ShapeMismatchError} if rows or weights do not fit each other or the model.
 * @throws {DataError} if there are no rows.
 * @throws {CheckpointMismatchError} if the model's dropout layers stand at different steps.
 * @example
 * const history = await fitModel(tf, model, xs, ys, { epochs: 10, batchSize: 32, seed: 42, validationSplit: 0.2 });
 */
export async function fitModel(
  tf: LayersNamespace,
  model: LayersModel,
  xs: RowData,
  ys: RowData,
  options: FitModelOptions,
): Promise<tfjsLayers.History> {
  const namespace = requireLayersNamespace("fitModel", tf);
  rejectUnknownOptions("fitModel", options, FIT_MODEL_OPTIONS, FIT_MODEL_HINTS);
  requireTrainableModel(namespace, "fitModel", model);
  refuseStockDropout(model, options);
  const epochs = requireInteger("fitModel: epochs", options.epochs ?? 1, { min: 1 });
  const initialEpoch = requireInteger("fitModel: initialEpoch", options.initialEpoch ?? 0, { min: 0, max: epochs });
  const divideBy = requireOneOf("fitModel: divideBy", options.divideBy ?? "weights", ["weights", "rows"]);
  const callbacks = allCallbacks(namespace, model, options);
  const rows = readFitRows(namespace, model, xs, ys, options);
  const plan = planOf(rows.trainingRows, options, requireSeed(namespace, model, options));
  if (inTraining.has(model)) {
    throw new InvalidOptionError({
      subject: "fitModel: model",
      rule: "must not be in training already",
      remedy: "Await the first call.",
    });
  }

  inTraining.add(model);
  const cleanUp: (() => void)[] = [
    () => inTraining.delete(model),
    // tfjs tells no callback that fit rejects; an update that was begun must not serve another one.
    () => setLayerDraws(randomLayersOf(namespace, model), undefined),
  ];
  try {
    const { validation } = rows;
    const weights = await readRowWeights(namespace, model, rows.targets, options);
    const validationWeights = await readValidationWeights(namespace, model, rows, options);
    const weighted = weights && weightedTraining(namespace, model.outputNames, weights, divideBy);
    cleanUp.push(() => weighted?.dispose());
    const measured = validation === undefined ? [] : validationTensors(namespace, validation);
    cleanUp.push(() => namespace.dispose(measured));
    const inputs = measured.slice(0, model.inputs.length);
    let epochNow = initialEpoch;
    const read = trainingBatches(namespace, model, rows, plan, () => epochNow);
    cleanUp.push(() => read.dispose());

    const hooks: TrainingHooks = {
      params: { samples: rows.trainingRows, steps: stepsOf(plan), batchSize: plan.batchSize, initialEpoch },
      trains(trained) {
        requireRowLosses(namespace, trained, rows.targets, [weights, validationWeights]);
        weighted?.install(trained);
        if (validation === undefined) return;
        cleanUp.push(correctEvaluation(namespace, trained, inputs, validationWeights));
      },
      epochBegins(epoch) {
        epochNow = epoch;
        weighted?.epochBegins();
      },
      stepBegins: () => weighted?.stepBegins(read.rows()),
      stepEnds: (logs) => weighted?.stepEnds(logs),
      epochEnds: (logs) => weighted?.epochEnds(logs),
    };
    // An object, since fitDataset is not declared to take fit's 2, although it does.
    const verbosity: object = options.verbose === undefined ? {} : { verbose: options.verbose };
    return await model.fitDataset(read, {
      epochs,
      initialEpoch,
      callbacks: enclose(namespace, hooks, callbacks),
      ...verbosity,
      ...(validation === undefined
        ? {}
        : { validationData: pair(inputs, measured.slice(inputs.length)), validationBatchSize: plan.batchSize }),
    });
  } finally {
    for (const step of cleanUp.toReversed()) step();
  }
}

/** The user's callbacks, and before them the one that counts the steps of the model's dropout layers. */
function allCallbacks(
  tf: LayersNamespace,
  model: LayersModel,
  { callbacks, yieldEvery }: FitModelOptions,
): readonly LayersCallback[] {
  const given = callbacks === undefined || callbacks === null ? [] : [callbacks].flat();
  const listed = listedCallbacks(tf, given, yieldEvery === undefined ? {} : { yieldEvery });
  return randomLayersOf(tf, model).length === 0 ? listed : [dropoutSteps(tf, model), ...listed];
}

function planOf(rowCount: number, options: FitModelOptions, seed: number | bigint | undefined): BatchPlan {
  const { batchSize, lastBatch } = options;
  const order = orderOf(options);
  return planBatches({
    rowCount,
    batchSize: batchSize ?? 32,
    ...(order === undefined ? {} : { order }),
    ...(seed === undefined ? {} : { seed }),
    ...(lastBatch === undefined ? {} : { lastBatch }),
  });
}

/** The batches of an epoch where the rows do not tell: of a plan that drops rows or has others. `model.fit` says null. */
function stepsOf({ rowCount, batchSize, batchesPerEpoch }: BatchPlan): number | null {
  return batchesPerEpoch === Math.ceil(rowCount / batchSize) ? null : batchesPerEpoch;
}

function orderOf({ order, shuffle }: FitModelOptions): BatchOrder | undefined {
  const given: unknown = shuffle;
  if (given === undefined || given === null) return order;
  if (given === "batch") {
    throw new UnsupportedOptionError({
      subject: "fitModel: shuffle",
      rule: "must be true or false; tfjs does not shuffle whole batches either",
      received: given,
      remedy: 'Use order: "shuffled".',
    });
  }
  const named = given === true ? "shuffled" : "sequential";
  if (typeof given === "boolean" && (order === undefined || order === named)) return named;
  throw new InvalidOptionError({
    subject: "fitModel: shuffle",
    rule: typeof given === "boolean" ? "must not contradict order" : "must be true or false",
    received: given,
    remedy: "Give order alone.",
  });
}

/** Weights of the rows to validate on: never those of classes, as in Keras. */
async function readValidationWeights(
  tf: LayersNamespace,
  model: LayersModel,
  { validation, trainingRows, targets }: FitRows,
  { sampleWeight }: FitModelOptions,
): Promise<OutputWeights | undefined> {
  if (validation === undefined) return undefined;
  if (validation.firstRow === 0) return readRowWeights(tf, model, validation.targets, validation);
  const weights = await readRowWeights(tf, model, targets, { sampleWeight });
  return weights?.map((ofRows) => ofRows?.subarray(trainingRows));
}

function pair(
  inputs: DeviceTensor[],
  targets: DeviceTensor[],
): [DeviceTensor | DeviceTensor[], DeviceTensor | DeviceTensor[]] {
  return [inputs.length === 1 ? inputs[0]! : inputs, targets.length === 1 ? targets[0]! : targets];
}
