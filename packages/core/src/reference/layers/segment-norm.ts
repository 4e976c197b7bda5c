import type { LayerKernel, NamedArrays } from "../layer-kernel.ts";
import { addRounded } from "./add-rounded.ts";

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

/** Of each segment. */
interface Statistics {
  readonly mean: Float64Array;
  /** 1 / √(variance + ε) */
  readonly scale: Float64Array;
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
export function segmentNormKernel(norm: SegmentNorm): LayerKernel<Statistics> {
  const { epsilon, rowSize, segment, shared, weights } = norm;
  const parameterOf = (index: number): number => Math.floor((index % rowSize) / shared) % weights;

  function parameterGradients(
    outputGradient: Float32Array,
    input: Float32Array,
    rows: number,
    { mean, scale }: Statistics,
    sums: NamedArrays,
    withBias: boolean,
  ): NamedArrays {
    let weightSums = sums.weight;
    let biasSums = sums.bias;
    for (let row = 0; row < rows; row++) {
      const ofWeight = new Float64Array(weights);
      const ofBias = new Float64Array(weights);
      for (let index = row * rowSize; index < (row + 1) * rowSize; index++) {
        const number = Math.floor(index / segment);
        const own = parameterOf(index);
        const g = outputGradient[index]!;
        ofWeight[own] = ofWeight[own]! + g * ((input[index]! - mean[number]!) * scale[number]!);
        ofBias[own] = ofBias[own]! + g;
      }
      weightSums = addRounded(weightSums, ofWeight);
      if (withBias) biasSums = addRounded(biasSums, ofBias);
    }
    return { weight: weightSums!, ...(withBias ? { bias: biasSums! } : {}) };
  }

  return {
    forward(input, _rows, { parameters: { weight, bias } }) {
      const segments = input.length / segment;
      const mean = new Float64Array(segments);
      const scale = new Float64Array(segments);
      const output = new Float32Array(input.length);
      for (let number = 0; number < segments; number++) {
        const start = number * segment;
        const centre = meanOf(input, start, segment);
        const s = 1 / Math.sqrt(varianceOf(input, start, segment, centre) + epsilon);
        mean[number] = centre;
        scale[number] = s;
        for (let index = start; index < start + segment; index++) {
          const normal = (input[index]! - centre) * s;
          const own = parameterOf(index);
          output[index] = (weight === undefined ? normal : normal * weight[own]!) + (bias?.[own] ?? 0);
        }
      }
      return { output, saved: { mean, scale } };
    },
    backward(outputGradient, { input, rows, saved }, { parameters: { weight, bias }, sums, needsInputGradient }) {
      const { mean, scale } = saved;
      const parameters =
        weight === undefined ? {} : parameterGradients(outputGradient, input, rows, saved, sums, bias !== undefined);
      if (!needsInputGradient) return { parameters };
      const inputGradient = new Float32Array(input.length);
      for (let number = 0; number < mean.length; number++) {
        const start = number * segment;
        const [centre, s] = [mean[number]!, scale[number]!];
        const gradientAt = (index: number): number =>
          weight === undefined ? outputGradient[index]! : outputGradient[index]! * weight[parameterOf(index)]!;
        let gradientSum = 0;
        let productSum = 0;
        for (let index = start; index < start + segment; index++) {
          const h = gradientAt(index);
          gradientSum += h;
          productSum += h * ((input[index]! - centre) * s);
        }
        for (let index = start; index < start + segment; index++) {
          const normal = (input[index]! - centre) * s;
          inputGradient[index] = s * (gradientAt(index) - gradientSum / segment - (normal * productSum) / segment);
        }
      }
      return { input: inputGradient, parameters };
    },
  };
}

function meanOf(values: Float32Array, start: number, count: number): number {
  let sum = 0;
  for (let index = start; index < start + count; index++) sum += values[index]!;
  return sum / count;
}

function varianceOf(values: Float32Array, start: number, count: number, mean: number): number {
  let sum = 0;
  for (let index = start; index < start + count; index++) {
    const distance = values[index]! - mean;
    sum += distance * distance;
  }
  return sum / count;
}
