import type { Batch } from "@lockstep/core";
import { isClassification } from "@lockstep/core/engine";

import type { EngineTensors } from "./engine-tensors.ts";
import { correctRows } from "./losses/correct-rows.ts";
import { computeRowLoss } from "./losses/compute-row-loss.ts";
import { weighRows } from "./losses/weigh-rows.ts";
import { uploadRowWeights, uploadTensor } from "./tensor-transfer.ts";
import type { TfjsModel } from "./tfjs-model.ts";
import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/**
 * An evaluation in one tensor, so that one read-back fetches it all: [lossSum], and for a classifier
 * [lossSum, correctCount]. Dropout is off.
 */
export function evaluationSums(
  tf: TfjsNamespace,
  model: TfjsModel,
  { parameters, buffers }: EngineTensors,
  batch: Batch,
): DeviceTensor {
  const weights = batch.weights === undefined ? undefined : uploadRowWeights(tf, batch.weights);
  const targets = uploadTensor(tf, batch.targets);
  const pass = { tf, parameters, buffers, masks: undefined };
  const scores = model.network.scores(uploadTensor(tf, batch.inputs), pass);
  const sums = [tf.sum(weighRows(tf, computeRowLoss(tf, model.loss, scores, targets).losses, weights))];
  if (isClassification(model.loss)) {
    sums.push(tf.sum(weighRows(tf, correctRows(tf, scores, targets), weights)));
  }
  return tf.stack(sums);
}
