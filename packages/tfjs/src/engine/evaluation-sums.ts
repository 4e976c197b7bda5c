import type { Batch } from "@lockstep/core";
import { isClassification, type EngineModel } from "@lockstep/core/engine";

import { forwardPass } from "./forward-pass.ts";
import { correctRows } from "./losses/correct-rows.ts";
import { computeRowLoss } from "./losses/compute-row-loss.ts";
import { weighRows } from "./losses/weigh-rows.ts";
import { uploadRowWeights, uploadTensor } from "./tensor-transfer.ts";
import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/**
 * An evaluation in one tensor, so that one read-back fetches it all: [lossSum], and for a classifier
 * [lossSum, correctCount]. Dropout is off.
 */
export function evaluationSums(
  tf: TfjsNamespace,
  model: EngineModel,
  parameters: DeviceTensors,
  batch: Batch,
): DeviceTensor {
  const weights = batch.weights === undefined ? undefined : uploadRowWeights(tf, batch.weights);
  const targets = uploadTensor(tf, batch.targets);
  const { output } = forwardPass(tf, model.layers, parameters, uploadTensor(tf, batch.inputs)).at(-1)!;
  const sums = [tf.sum(weighRows(tf, computeRowLoss(tf, model.loss, output, targets).losses, weights))];
  if (isClassification(model.loss)) {
    sums.push(tf.sum(weighRows(tf, correctRows(tf, output, targets), weights)));
  }
  return tf.stack(sums);
}
