import type { Kernels } from "../kernels/kernels.ts";
import type { LineStatistics, NormLines } from "../kernels/norm-lines.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/** Which values are normalised together, and which share parameters. */
export interface SegmentNorm {
  readonly epsilon: number;
  /** Length of a row. */
  readonly rowSize: number;
  /** How many neighbours in a row are normalised together. */
  readonly segment: number;
  /** How many neighbours in a row share a weight and a bias. */
  readonly shared: number;
  /** How many weights there are; they repeat along a row. */
  readonly weights: number;
}

/**
 * What layer norm and group norm have in common: neighbours in a row are normalised together, each row by itself. Per
 * segment of n values: μ = Σ x / n, v = Σ (x - μ)² / n, s = 1/√(v + ε), x̂ = (x - μ)·s, y = x̂·weight + bias.
 *
 * Backward: h = g·weight, A = Σ h, B = Σ h·x̂; dx = s·(h - A/n - x̂·B/n); d weight = Σ g·x̂ and d bias = Σ g.
 *
 * Everything in f64 and rounded once: y, dx, and the parameters' gradients at the end of each row, so that cutting a batch
 * changes no bit. Sums run in index order.
 */
export function segmentNormKernel(kernels: Kernels, norm: SegmentNorm): LayerKernel<LineStatistics> {
  const { epsilon, rowSize, segment, shared, weights } = norm;
  const ones = new Float32Array(weights).fill(1);
  const zeros = new Float32Array(weights);
  /** Lines are segments, their runs are what shares parameters. */
  const linesOf = (values: Float32Array): NormLines => ({
    lines: values.length / segment,
    lineStride: segment,
    runs: segment / shared,
    runStride: shared,
    run: shared,
    weightPeriod: Math.max(1, (weights * shared) / segment),
    weightLineStride: segment / shared,
    weightRunStride: 1,
  });

  return {
    forward(input, _rows, { parameters: { weight, bias } }) {
      const lines = linesOf(input);
      const { mean, scale } = kernels.lineStatistics(input, { ...lines, runs: 1, run: segment }, epsilon);
      const saved = { mean, scale };
      return { output: kernels.normalizeLines(input, lines, saved, weight ?? ones, bias ?? zeros), saved };
    },
    backward(outputGradient, { input, saved }, { parameters: { weight, bias }, sums, needsInputGradient }) {
      const ofWeight = sums.weight ?? kernels.floats(weights);
      const ofBias = sums.bias ?? kernels.floats(weights);
      const lines = linesOf(input);
      if (weight !== undefined) {
        kernels.normParameterSums(outputGradient, input, lines, rowSize / segment, saved, ofWeight, ofBias);
      }
      const parameters = {
        ...(weight === undefined ? {} : { weight: ofWeight }),
        ...(weight === undefined || bias === undefined ? {} : { bias: ofBias }),
      };
      if (!needsInputGradient) return { parameters };
      const own = weight ?? ones;
      const gradientSums = kernels.normGradientSums(outputGradient, input, lines, saved, own);
      return {
        input: kernels.normGradient(outputGradient, input, lines, saved, own, gradientSums, saved.scale),
        parameters,
      };
    },
  };
}
