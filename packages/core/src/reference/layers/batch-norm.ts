import { requireSeveralValues } from "../../engine/check-batch-norm.ts";
import type { BatchNormSpec } from "../../model/layers/batch-norm.ts";
import type { ResolvedLayer } from "../../model/resolve-layers.ts";
import { shapeSize } from "../../tensor/shape.ts";
import type { LayerKernel, NamedArrays } from "../layer-kernel.ts";
import { addRounded } from "./add-rounded.ts";

/** Of each channel. */
interface Statistics {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** 1 / √(variance + ε) */
  readonly scale: Float64Array;
}

/**
 * Per channel, over the n values of all rows and positions: μ = Σ x / n, v = Σ (x - μ)² / n, s = 1/√(v + ε), x̂ = (x - μ)·s,
 * y = x̂·weight + bias. In evaluation μ and v are the running ones.
 *
 * Backward, in training: A = Σ g, B = Σ g·x̂; dx = weight·s·(g - A/n - x̂·B/n), d weight = B, d bias = A.
 *
 * Everything in f64 and rounded once: y, dx, the running statistics, and the parameters' gradients where a micro-batch's
 * sums are added to those before. Sums run over rows, then positions.
 */
export function batchNormKernel(layer: ResolvedLayer, spec: BatchNormSpec): LayerKernel<Statistics> {
  const channels = layer.inputShape[0]!;
  const positions = shapeSize(layer.inputShape.slice(1));
  const { epsilon, momentum, trackRunningStats } = spec;

  /** Calls `visit` with every index of a batch and its channel: rows, then channels, then positions. */
  function each(size: number, visit: (index: number, channel: number) => void): void {
    for (let start = 0, line = 0; start < size; start += positions, line++) {
      const channel = line % channels;
      for (let index = start; index < start + positions; index++) visit(index, channel);
    }
  }

  function statistics(mean: Float64Array, variance: Float64Array): Statistics {
    return { mean, variance, scale: variance.map((value) => 1 / Math.sqrt(value + epsilon)) };
  }

  function batchStatistics(input: Float32Array, count: number): Statistics {
    const mean = new Float64Array(channels);
    each(input.length, (index, channel) => void (mean[channel] = mean[channel]! + input[index]!));
    for (let channel = 0; channel < channels; channel++) mean[channel] = mean[channel]! / count;
    const variance = new Float64Array(channels);
    each(input.length, (index, channel) => {
      const distance = input[index]! - mean[channel]!;
      variance[channel] = variance[channel]! + distance * distance;
    });
    return statistics(
      mean,
      variance.map((sum) => sum / count),
    );
  }

  function updateBuffers(buffers: NamedArrays, { mean, variance }: Statistics, count: number): void {
    const batches = buffers.num_batches_tracked!;
    batches[0] = batches[0]! + 1;
    const share = momentum === "cumulative" ? 1 / batches[0] : momentum;
    const blend = (running: Float32Array, observed: Float64Array, factor: number): void => {
      for (let channel = 0; channel < channels; channel++) {
        running[channel] = (1 - share) * running[channel]! + share * (observed[channel]! * factor);
      }
    };
    blend(buffers.running_mean!, mean, 1);
    blend(buffers.running_var!, variance, count / (count - 1));
  }

  return {
    forward(input, rows, { parameters: { weight, bias }, buffers, training }) {
      const count = rows * positions;
      let used: Statistics;
      if (training || !trackRunningStats) {
        requireSeveralValues(layer, rows);
        used = batchStatistics(input, count);
        if (training && trackRunningStats) updateBuffers(buffers, used, count);
      } else {
        used = statistics(Float64Array.from(buffers.running_mean!), Float64Array.from(buffers.running_var!));
      }
      const { mean, scale } = used;
      const output = new Float32Array(input.length);
      each(input.length, (index, channel) => {
        const normal = (input[index]! - mean[channel]!) * scale[channel]!;
        output[index] = weight === undefined ? normal : normal * weight[channel]! + bias![channel]!;
      });
      return { output, saved: used };
    },
    backward(outputGradient, { input, rows, saved }, { parameters: { weight }, sums, needsInputGradient }) {
      const count = rows * positions;
      const { mean, scale } = saved;
      const gradientSum = new Float64Array(channels);
      const productSum = new Float64Array(channels);
      each(input.length, (index, channel) => {
        const g = outputGradient[index]!;
        gradientSum[channel] = gradientSum[channel]! + g;
        productSum[channel] = productSum[channel]! + g * ((input[index]! - mean[channel]!) * scale[channel]!);
      });
      const parameters =
        weight === undefined
          ? {}
          : { weight: addRounded(sums.weight, productSum), bias: addRounded(sums.bias, gradientSum) };
      if (!needsInputGradient) return { parameters };
      const inputGradient = new Float32Array(input.length);
      each(input.length, (index, channel) => {
        const s = scale[channel]!;
        const normal = (input[index]! - mean[channel]!) * s;
        const centred =
          outputGradient[index]! - gradientSum[channel]! / count - (normal * productSum[channel]!) / count;
        inputGradient[index] = (weight === undefined ? s : weight[channel]! * s) * centred;
      });
      return { input: inputGradient, parameters };
    },
  };
}
