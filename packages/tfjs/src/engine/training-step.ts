import type { MicroBatch, SgdStep } from "@lockstep/core";
import { weightSum, type EngineModel } from "@lockstep/core/engine";

import { backwardPass } from "./backward-pass.ts";
import { clipGradients } from "./clip-gradients.ts";
import type { EngineTensors } from "./engine-tensors.ts";
import { forwardPass } from "./forward-pass.ts";
import { limitNorms } from "./limit-norms.ts";
import { computeRowLoss } from "./losses/compute-row-loss.ts";
import { weighRows } from "./losses/weigh-rows.ts";
import { hasMomentum, sgdUpdate } from "./sgd-update.ts";
import { uploadMask, uploadRowWeights, uploadTensor } from "./tensor-transfer.ts";
import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/** Sums over rows, still on the device. A type, not an interface, so that tidy looks inside. */
type LossAndGradients = { readonly lossSum: DeviceTensor; readonly gradients: DeviceTensors };

/** What a step leaves behind: the weighted sum of the rows' losses, a scalar, and the state after the update. */
export type TrainingStepResult = { readonly lossSum: DeviceTensor; readonly next: EngineTensors };

/**
 * One optimiser step in the order of core's `updateParameters`: gradients summed over every row of every micro-batch and
 * divided by the total weight, clipped, one update, and norms limited. Call it within tidy; the tensors of `current` stay
 * as they are.
 */
export function trainingStep(
  tf: TfjsNamespace,
  model: EngineModel,
  current: EngineTensors,
  microBatches: readonly MicroBatch[],
  update: SgdStep,
): TrainingStepResult {
  const totalWeight = microBatches.reduce((sum, microBatch) => weightSum(microBatch, sum), 0);
  const { lossSum, gradients: means } = microBatches
    .map((microBatch) => tf.tidy(() => lossAndGradients(tf, model, current.parameters, microBatch, totalWeight)))
    .reduce((sum, part) => addParts(tf, sum, part));

  const { clip, maxNorm } = update;
  const gradients = clip === undefined ? means : tf.tidy(() => clipGradients(tf, means, clip));

  const parameters: Record<string, DeviceTensor> = {};
  const velocity: Record<string, DeviceTensor> = {};
  for (const [name, weights] of Object.entries(current.parameters)) {
    const updated = tf.tidy(() => {
      const moved = sgdUpdate(tf, weights, gradients[name]!, current.velocity?.[name], update);
      return maxNorm === undefined ? moved : { ...moved, weights: limitNorms(tf, moved.weights, maxNorm) };
    });
    parameters[name] = updated.weights;
    if (updated.velocity !== undefined) velocity[name] = updated.velocity;
  }
  const hasVelocity = current.velocity !== undefined || hasMomentum(update);
  return { lossSum, next: { parameters, velocity: hasVelocity ? velocity : undefined } };
}

function lossAndGradients(
  tf: TfjsNamespace,
  model: EngineModel,
  parameters: DeviceTensors,
  microBatch: MicroBatch,
  totalWeight: number,
): LossAndGradients {
  const masks = microBatch.masks.map((mask) => uploadMask(tf, mask));
  const weights = microBatch.weights === undefined ? undefined : uploadRowWeights(tf, microBatch.weights);
  const passes = forwardPass(tf, model.layers, parameters, uploadTensor(tf, microBatch.inputs), masks);
  const loss = computeRowLoss(tf, model.loss, passes.at(-1)!.output, uploadTensor(tf, microBatch.targets));
  const outputGradient = tf.div(weighRows(tf, loss.gradients(), weights), totalWeight);
  return {
    lossSum: tf.sum(weighRows(tf, loss.losses, weights)),
    gradients: backwardPass(tf, passes, parameters, outputGradient),
  };
}

function addParts(tf: TfjsNamespace, sum: LossAndGradients, part: LossAndGradients): LossAndGradients {
  const gradients = Object.entries(sum.gradients).map(
    ([name, gradient]) => [name, tf.add(gradient, part.gradients[name]!)] as const,
  );
  return { lossSum: tf.add(sum.lossSum, part.lossSum), gradients: Object.fromEntries(gradients) };
}
