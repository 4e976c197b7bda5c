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

/** What the layer keeps: x - μ as [rows, channels, positions], and 1 / √(variance + ε) as [channels, 1]. */
interface Centred {
  readonly centred: DeviceTensor;
  readonly scale: DeviceTensor;
}

/**
 * Per channel, over the n values of all rows and positions: μ = Σ x / n, v = Σ (x - μ)² / n, s = 1/√(v + ε), x̂ = (x - μ)·s,
 * y = x̂·weight + bias. In evaluation μ and v are the running ones. Rows' weights do not enter the statistics.
 *
 * Backward, in training: A = Σ dy, B = Σ dy·x̂; dx = weight·s·(dy - A/n - x̂·B/n), d weight = B, d bias = A.
 */
export function batchNormKernel(layer: ResolvedLayer, spec: BatchNorm): LayerKernel<Centred> {
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
        saved: { centred, scale },
        ...(training && spec.trackRunningStats
          ? { buffers: movedBuffers(tf, spec.momentum, buffers, { mean, variance, count }) }
          : {}),
      };
    },
    backward(outputGradient, { saved: { centred, scale } }, { tf, parameters: { weight }, needsInputGradient }) {
      const count = centred.size / channels;
      const gradient = tf.reshape(outputGradient, centred.shape);
      const normal = tf.mul(centred, scale);
      const gradientSum = channelSums(tf, gradient);
      const productSum = channelSums(tf, tf.mul(gradient, normal));
      const parameters: DeviceTensors = weight === undefined ? {} : { weight: productSum, bias: gradientSum };
      if (!needsInputGradient) return { parameters };
      const mean = column(tf, tf.div(gradientSum, count));
      const slope = column(tf, tf.div(productSum, count));
      const factor = weight === undefined ? scale : tf.mul(column(tf, weight), scale);
      const input = tf.mul(tf.sub(tf.sub(gradient, mean), tf.mul(normal, slope)), factor);
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
  const share = momentum === "cumulative" ? tf.div(1, tracked) : momentum;
  const rest = typeof share === "number" ? 1 - share : tf.sub(1, share);
  const blend = (running: DeviceTensor, observed: DeviceTensor): DeviceTensor =>
    tf.add(tf.mul(running, rest), tf.mul(observed, share));
  return {
    running_mean: blend(mean!, batch.mean),
    running_var: blend(variance!, tf.mul(batch.variance, batch.count / (batch.count - 1))),
    num_batches_tracked: tracked,
  };
}
