import { shapeSize } from "@lockstep/core";
import { requireTrainableRows, type ResolvedLayer } from "@lockstep/core/engine";

import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { channelsOf } from "./channels.ts";

/** The options of the law. */
interface BatchNorm {
  readonly epsilon: number;
  readonly momentum: number | "cumulative";
  readonly trackRunningStats: boolean;
}

/** What the layer keeps: x̂ as a grid, and 1 / √(variance + ε), [channels]. */
interface Normalised {
  readonly normal: DeviceTensor;
  readonly scale: DeviceTensor;
}

/**
 * Per channel, over the n values of all rows and positions: μ = Σ x / n, v = Σ (x - μ)² / n, s = 1/√(v + ε), x̂ = (x - μ)·s,
 * y = x̂·weight + bias. In evaluation μ and v are the running ones. Rows' weights do not enter the statistics.
 *
 * Backward, in training: A = Σ dy, B = Σ dy·x̂; dx = weight·s·(dy - (A + x̂·B)/n), d weight = B, d bias = A.
 */
export function batchNormKernel(layer: ResolvedLayer, spec: BatchNorm): LayerKernel<Normalised> {
  const [channelCount = 1, ...positions] = layer.inputShape;
  const channels = channelsOf(channelCount, shapeSize(positions));
  /** How many values each channel has in a batch. */
  const countOf = (values: DeviceTensor): number => values.size / channelCount;

  return {
    forward(input, { tf, parameters: { weight, bias }, buffers, training }) {
      const x = channels.grid(tf, input);
      const count = countOf(input);
      const ofBatch = training || !spec.trackRunningStats;
      if (ofBatch) requireTrainableRows([layer], input.shape[0]);

      const mean = ofBatch ? tf.div(channels.sums(tf, x), count) : buffers["running_mean"]!;
      const centred = tf.sub(x, channels.spread(tf, mean));
      const variance = ofBatch ? tf.div(channels.sums(tf, tf.square(centred)), count) : buffers["running_var"]!;
      const scale = tf.rsqrt(tf.add(variance, spec.epsilon));
      const normal = tf.mul(centred, channels.spread(tf, scale));
      const output =
        weight === undefined ? normal : tf.add(tf.mul(normal, channels.spread(tf, weight)), channels.spread(tf, bias!));
      return {
        output: tf.reshape(output, input.shape),
        saved: { normal, scale },
        ...(training && spec.trackRunningStats
          ? { buffers: movedBuffers(tf, spec.momentum, buffers, { mean, variance, count }) }
          : {}),
      };
    },
    backward(outputGradient, { saved: { normal, scale } }, { tf, parameters: { weight }, needsInputGradient }) {
      const gradient = channels.grid(tf, outputGradient);
      const gradientSum = channels.sums(tf, gradient);
      const productSum = channels.sums(tf, tf.mul(gradient, normal));
      const parameters: DeviceTensors = weight === undefined ? {} : { weight: productSum, bias: gradientSum };
      if (!needsInputGradient) return { parameters };
      const products = tf.mul(normal, channels.spread(tf, productSum));
      const pulled = tf.add(products, channels.spread(tf, gradientSum));
      const factor = weight === undefined ? scale : tf.mul(weight, scale);
      const centred = tf.sub(gradient, tf.div(pulled, countOf(normal)));
      const input = tf.mul(centred, channels.spread(tf, factor));
      return { input: tf.reshape(input, outputGradient.shape), parameters };
    },
  };
}

/** The running statistics after one more micro-batch, whose variance enters unbiased. */
function movedBuffers(
  tf: TfjsNamespace,
  momentum: BatchNorm["momentum"],
  { running_mean: mean, running_var: variance, num_batches_tracked: batches }: DeviceTensors,
  batch: { readonly mean: DeviceTensor; readonly variance: DeviceTensor; readonly count: number },
): DeviceTensors {
  const tracked = tf.add(batches!, 1);
  const unbiased = batch.count / (batch.count - 1);
  const [rest, ofMean, ofVariance] =
    momentum === "cumulative"
      ? [tf.div(batches!, tracked), tf.div(1, tracked), tf.div(unbiased, tracked)]
      : [1 - momentum, momentum, momentum * unbiased];
  return {
    running_mean: tf.add(tf.mul(mean!, rest), tf.mul(batch.mean, ofMean)),
    running_var: tf.add(tf.mul(variance!, rest), tf.mul(batch.variance, ofVariance)),
    num_batches_tracked: tracked,
  };
}
