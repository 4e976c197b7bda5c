import { shapeSize } from "@lockstep/core";
import { requireTrainableRows, type ResolvedLayer } from "@lockstep/core/engine";

import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { channelSums } from "./channel-sums.ts";

/** The options of the law. */
interface BatchNorm {
  readonly epsilon: number;
  readonly momentum: number | "cumulative";
  readonly trackRunningStats: boolean;
}

/** What the layer keeps: x̂ as [rows, channels, positions], and 1 / √(variance + ε) as [channels, 1]. */
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
  const channels = layer.inputShape[0]!;
  const positions = shapeSize(layer.inputShape.slice(1));
  const column = (tf: TfjsNamespace, ofChannels: DeviceTensor): DeviceTensor => tf.reshape(ofChannels, [channels, 1]);

  return {
    forward(input, { tf, parameters: { weight, bias }, buffers, training }) {
      const rows = input.shape[0]!;
      const count = rows * positions;
      const x = tf.reshape(input, [rows, channels, positions]);
      const ofBatch = training || !spec.trackRunningStats;
      if (ofBatch) requireTrainableRows([layer], rows);

      const mean = ofBatch ? tf.div(channelSums(tf, x), count) : buffers["running_mean"]!;
      const centred = tf.sub(x, column(tf, mean));
      const variance = ofBatch ? tf.div(channelSums(tf, tf.square(centred)), count) : buffers["running_var"]!;
      const scale = column(tf, tf.rsqrt(tf.add(variance, spec.epsilon)));

      const normal = tf.mul(centred, scale);
      const output = weight === undefined ? normal : tf.add(tf.mul(normal, column(tf, weight)), column(tf, bias!));
      return {
        output: tf.reshape(output, input.shape),
        saved: { normal, scale },
        ...(training && spec.trackRunningStats
          ? { buffers: movedBuffers(tf, spec.momentum, buffers, { mean, variance, count }) }
          : {}),
      };
    },
    backward(outputGradient, { saved: { normal, scale } }, { tf, parameters: { weight }, needsInputGradient }) {
      const count = normal.size / channels;
      const gradient = tf.reshape(outputGradient, normal.shape);
      const gradientSum = channelSums(tf, gradient);
      const productSum = channelSums(tf, tf.mul(gradient, normal));
      const parameters: DeviceTensors = weight === undefined ? {} : { weight: productSum, bias: gradientSum };
      if (!needsInputGradient) return { parameters };
      const pulled = tf.add(tf.mul(normal, column(tf, productSum)), column(tf, gradientSum));
      const factor = weight === undefined ? scale : tf.mul(column(tf, weight), scale);
      const input = tf.mul(tf.sub(gradient, tf.div(pulled, count)), factor);
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
