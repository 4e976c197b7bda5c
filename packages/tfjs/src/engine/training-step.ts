import type { MicroBatch, SgdStep } from "@lockstep/core";
import { weightSum } from "@lockstep/core/engine";

import { clipGradients } from "./clip-gradients.ts";
import type { BatchSums } from "./device-network.ts";
import { dropConnections } from "./drop-connect.ts";
import type { EngineTensors } from "./engine-tensors.ts";
import { limitNorms } from "./limit-norms.ts";
import { computeRowLoss } from "./losses/compute-row-loss.ts";
import { weighRows } from "./losses/weigh-rows.ts";
import { hasMomentum, sgdUpdate } from "./sgd-update.ts";
import { uploadRowWeights, uploadTensor } from "./tensor-transfer.ts";
import { unitMasks, type TfjsModel } from "./tfjs-model.ts";
import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/** What a step leaves behind: the weighted sum of the rows' losses, a scalar, and the state after the update. */
export type TrainingStepResult = { readonly lossSum: DeviceTensor; readonly next: EngineTensors };

/**
 * One optimiser step in the order of core's `updateParameters`: gradients summed over every row of every micro-batch and
 * divided by the total weight, clipped, one update, and norms limited. Call it within tidy; the tensors of `current` stay
 * as they are.
 */
export function trainingStep(
  tf: TfjsNamespace,
  model: TfjsModel,
  current: EngineTensors,
  microBatches: readonly MicroBatch[],
  update: SgdStep,
): TrainingStepResult {
  const totalWeight = microBatches.reduce((sum, microBatch) => weightSum(microBatch, sum), 0);
  const connections = dropConnections(tf, model, microBatches[0]!.masks);
  const connected = { ...current, parameters: connections.weights(current.parameters) };
  let sums: BatchSums | undefined;
  for (const microBatch of microBatches) {
    sums = tf.tidy(() => addMicroBatch(tf, model, connected, sums, microBatch, totalWeight));
  }
  const { lossSum, buffers } = sums!;
  const means = connections.gradients(sums!.gradients);

  const { clip, maxNorm } = update;
  const gradients = clip === undefined ? means : tf.tidy(() => clipGradients(tf, means, clip));

  const parameters: Record<string, DeviceTensor> = {};
  const velocity: Record<string, DeviceTensor> = {};
  for (const [name, weights] of Object.entries(current.parameters)) {
    const updated = tf.tidy(() => {
      const moved = sgdUpdate(tf, weights, gradients[name]!, current.velocity?.[name], update);
      return maxNorm === undefined
        ? moved
        : { ...moved, weights: limitNorms(tf, moved.weights, maxNorm, model.unitAxes(name)) };
    });
    parameters[name] = updated.weights;
    if (updated.velocity !== undefined) velocity[name] = updated.velocity;
  }
  const hasVelocity = current.velocity !== undefined || hasMomentum(update);
  return { lossSum, next: { parameters, velocity: hasVelocity ? velocity : undefined, buffers } };
}

/** The sums with one more micro-batch, whose gradients are divided by the total weight of the step. */
function addMicroBatch(
  tf: TfjsNamespace,
  { network, loss }: TfjsModel,
  { parameters, buffers }: EngineTensors,
  before: BatchSums | undefined,
  microBatch: MicroBatch,
  totalWeight: number,
): BatchSums {
  const masks = unitMasks(tf, microBatch.masks);
  const weights = microBatch.weights === undefined ? undefined : uploadRowWeights(tf, microBatch.weights);
  const targets = uploadTensor(tf, microBatch.targets);
  const pass = { tf, parameters, buffers: before?.buffers ?? buffers, masks };
  const sums = network.sums(uploadTensor(tf, microBatch.inputs), pass, (scores) => {
    const rowLoss = computeRowLoss(tf, loss, scores, targets);
    return {
      lossSum: tf.sum(weighRows(tf, rowLoss.losses, weights)),
      gradient: tf.div(weighRows(tf, rowLoss.gradients(), weights), totalWeight),
    };
  });
  if (before === undefined) return sums;
  return {
    lossSum: tf.add(before.lossSum, sums.lossSum),
    gradients: addTensors(tf, before.gradients, sums.gradients),
    buffers: sums.buffers,
  };
}

function addTensors(tf: TfjsNamespace, sum: DeviceTensors, part: DeviceTensors): DeviceTensors {
  return Object.fromEntries(Object.entries(sum).map(([name, tensor]) => [name, tf.add(tensor, part[name]!)]));
}
