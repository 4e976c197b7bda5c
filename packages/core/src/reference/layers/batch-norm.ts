import { requireSeveralValues } from "../../engine/check-batch-norm.ts";
import type { BatchNormSpec } from "../../model/layers/batch-norm.ts";
import type { ResolvedLayer } from "../../model/resolve-layers.ts";
import { shapeSize } from "../../tensor/shape.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LineStatistics, NormLines } from "../kernels/norm-lines.ts";
import type { LayerKernel, NamedArrays } from "../layer-kernel.ts";
import { addRounded } from "./add-rounded.ts";

/**
 * Per channel, over the n values of all rows and positions: μ = Σ x / n, v = Σ (x - μ)² / n, s = 1/√(v + ε), x̂ = (x - μ)·s,
 * y = x̂·weight + bias. In evaluation μ and v are the running ones.
 *
 * Backward, in training: A = Σ g, B = Σ g·x̂; dx = weight·s·(g - A/n - x̂·B/n), d weight = B, d bias = A.
 *
 * Everything in f64 and rounded once: y, dx, the running statistics, and the parameters' gradients where a micro-batch's
 * sums are added to those before. Sums run over rows, then positions.
 */
export function batchNormKernel(
  kernels: Kernels,
  layer: ResolvedLayer,
  spec: BatchNormSpec,
): LayerKernel<LineStatistics> {
  const channels = layer.inputShape[0]!;
  const positions = shapeSize(layer.inputShape.slice(1));
  const { epsilon, momentum, trackRunningStats } = spec;
  const ones = new Float32Array(channels).fill(1);
  /** A bias that leaves every number as it is, zeros of either sign too. */
  const nothing = new Float32Array(channels).fill(-0);
  const lines = (rows: number): NormLines => ({
    lines: channels,
    lineStride: positions,
    runs: rows,
    runStride: channels * positions,
    run: positions,
    weightPeriod: channels,
    weightLineStride: 1,
    weightRunStride: 0,
  });

  function statisticsOf(buffers: NamedArrays): LineStatistics {
    const mean = Float64Array.from(buffers.running_mean!);
    const scale = Float64Array.from(buffers.running_var!, (variance) => 1 / Math.sqrt(variance + epsilon));
    return { mean, scale };
  }

  function updateBuffers(buffers: NamedArrays, mean: Float64Array, variance: Float64Array, count: number): void {
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
      let used: LineStatistics;
      if (training || !trackRunningStats) {
        requireSeveralValues(layer, rows);
        const { variance, ...own } = kernels.lineStatistics(input, lines(rows), epsilon);
        if (training && trackRunningStats) updateBuffers(buffers, own.mean, variance, rows * positions);
        used = own;
      } else {
        used = statisticsOf(buffers);
      }
      const output = kernels.normalizeLines(input, lines(rows), used, weight ?? ones, bias ?? nothing);
      return { output, saved: used };
    },
    backward(outputGradient, { input, rows, saved }, { parameters: { weight }, sums, needsInputGradient }) {
      const gradientSums = kernels.normGradientSums(outputGradient, input, lines(rows), saved, ones);
      const parameters =
        weight === undefined
          ? {}
          : { weight: addRounded(sums.weight, gradientSums.product), bias: addRounded(sums.bias, gradientSums.plain) };
      if (!needsInputGradient) return { parameters };
      const factor = weight === undefined ? saved.scale : saved.scale.map((scale, channel) => weight[channel]! * scale);
      return {
        input: kernels.normGradient(outputGradient, input, lines(rows), saved, ones, gradientSums, factor),
        parameters,
      };
    },
  };
}
