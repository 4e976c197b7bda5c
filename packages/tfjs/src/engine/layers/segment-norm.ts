import type { DeviceTensor } from "../../namespace/tfjs-namespace.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { channelsOf } from "./channels.ts";

/** Which values are normalised together, and which share parameters. */
export interface SegmentNorm {
  readonly epsilon: number;
  /** How many neighbours in a row are normalised together. */
  readonly segment: number;
  /** How many weights there are; they repeat along a row. */
  readonly weights: number;
  /** How many neighbours in a row share a weight and a bias. */
  readonly shared: number;
}

/** What the layer keeps: x̂ as [segments, segment], and 1 / √(variance + ε) as [segments, 1]. */
interface Normalised {
  readonly normal: DeviceTensor;
  readonly scale: DeviceTensor;
}

/**
 * What layer norm and group norm have in common: neighbours in a row are normalised together, each row by itself. Per
 * segment of n values: μ = Σ x / n, v = Σ (x - μ)² / n, s = 1/√(v + ε), x̂ = (x - μ)·s, y = x̂·weight + bias.
 *
 * Backward: h = dy·weight, A = Σ h, B = Σ h·x̂; dx = s·(h - (A + x̂·B)/n); d weight = Σ dy·x̂ and d bias = Σ dy.
 */
export function segmentNormKernel({ epsilon, segment, weights, shared }: SegmentNorm): LayerKernel<Normalised> {
  const segmentsOf = (values: DeviceTensor): [number, number] => [values.size / segment, segment];
  const channels = channelsOf(weights, shared);

  return {
    forward(input, { tf, parameters: { weight, bias } }) {
      const x = tf.reshape(input, segmentsOf(input));
      const centred = tf.sub(x, tf.div(tf.sum(x, 1, true), segment));
      const variance = tf.div(tf.sum(tf.square(centred), 1, true), segment);
      const scale = tf.rsqrt(tf.add(variance, epsilon));
      const normal = tf.mul(centred, scale);
      let output = channels.grid(tf, normal);
      if (weight !== undefined) output = tf.mul(output, channels.spread(tf, weight));
      if (bias !== undefined) output = tf.add(output, channels.spread(tf, bias));
      return { output: tf.reshape(output, input.shape), saved: { normal, scale } };
    },
    backward(outputGradient, { saved: { normal, scale } }, { tf, parameters: { weight, bias }, needsInputGradient }) {
      const gradient = channels.grid(tf, outputGradient);
      const parameters: Record<string, DeviceTensor> = {};
      if (weight !== undefined) {
        const products = tf.mul(gradient, channels.grid(tf, normal));
        parameters["weight"] = tf.reshape(channels.sums(tf, products), weight.shape);
      }
      if (bias !== undefined) parameters["bias"] = tf.reshape(channels.sums(tf, gradient), bias.shape);
      if (!needsInputGradient) return { parameters };
      const scaled = weight === undefined ? gradient : tf.mul(gradient, channels.spread(tf, weight));
      const h = tf.reshape(scaled, segmentsOf(outputGradient));
      const products = tf.sum(tf.mul(h, normal), 1, true);
      const pulled = tf.add(tf.mul(normal, products), tf.sum(h, 1, true));
      const input = tf.mul(tf.sub(h, tf.div(pulled, segment)), scale);
      return { input: tf.reshape(input, outputGradient.shape), parameters };
    },
  };
}
