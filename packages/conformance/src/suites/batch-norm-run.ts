import { foldIn, keyFromSeed, uniform, type MicroBatch, type SgdStep, type Tensor } from "@lockstep/core";
import type { Tolerance } from "../check/compare-numbers.ts";
import { roundingTolerance } from "../check/tolerance.ts";
import { perFunction, type Accuracy } from "../tolerance/function-accuracy.ts";

/** A step that moves no weight; running statistics move all the same. */
export const STILL: SgdStep = { learningRate: 0, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };

const CHANNELS = 2;
const POSITIONS = 3;
const ROW = CHANNELS * POSITIONS;
const ROWS = 16;

/** Rows of two channels and three positions; channels differ in mean and spread, rows in all. */
const INPUTS = uniform(keyFromSeed(12), ROWS * ROW).map((u, index) => {
  const channel = Math.floor(index / POSITIONS) % CHANNELS;
  return (channel === 0 ? 3 * u - 1 : 0.5 * u + 2) + Math.floor(index / ROW) / 8;
});
const TARGETS = uniform(foldIn(keyFromSeed(12), 1), ROWS * ROW);

/** Some of those rows as a micro-batch; their targets are values of the same shape. */
export function batchNormBatch(from: number, to: number): MicroBatch {
  const shape = [to - from, CHANNELS, POSITIONS];
  const cut = (values: Float32Array): Float32Array => values.slice(from * ROW, to * ROW);
  return { inputs: { shape, data: cut(INPUTS) }, targets: { shape, data: cut(TARGETS) }, masks: [] };
}

/** The running statistics after these micro-batches, one after the other: NRM-3 in f64. */
export function expectedBuffers(
  parts: readonly MicroBatch[],
  momentum: number | "cumulative",
): { readonly mean: readonly number[]; readonly variance: readonly number[] } {
  const mean = [0, 0];
  const variance = [1, 1];
  for (const [index, { inputs }] of parts.entries()) {
    const share = momentum === "cumulative" ? 1 / (index + 1) : momentum;
    for (const channel of [0, 1]) {
      const values = [...inputs.data].filter((_, place) => Math.floor(place / POSITIONS) % CHANNELS === channel);
      const centre = values.reduce((sum, x) => sum + x, 0) / values.length;
      const unbiased = values.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (values.length - 1);
      mean[channel] = (1 - share) * mean[channel]! + share * centre;
      variance[channel] = (1 - share) * variance[channel]! + share * unbiased;
    }
  }
  return { mean, variance };
}

/** Those rows normalised by their own statistics, in f64. */
export function normalisedByBatch({ inputs }: MicroBatch, epsilon: number): Float64Array {
  const channels = [0, 1].map((channel) => {
    const values = [...inputs.data].filter((_, place) => Math.floor(place / POSITIONS) % CHANNELS === channel);
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    return { mean, variance: values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length };
  });
  return Float64Array.from(inputs.data, (x, place) => {
    const { mean, variance } = channels[Math.floor(place / POSITIONS) % CHANNELS]!;
    return (x - mean) / Math.sqrt(variance + epsilon);
  });
}

/**
 * What statistics of so many values, and what is normalised by them, may be off by: TOL-4's count of a norm.
 *
 * @param scale of what is rounded: values for a mean, squares for a variance, |weight|·|x|/σ + |bias| for an output.
 */
export function normTolerance(accuracy: Accuracy, values: number, scale: number): Tolerance {
  const count = 2 * values + 4 * perFunction(accuracy) + 6;
  return roundingTolerance({ of: `a norm over ${values} values`, count, scale, scaleOf: "what it sums or scales" });
}

/** A tensor of these numbers. */
export function arrayOf(shape: readonly number[], ...values: readonly number[]): Tensor {
  return { shape, data: Float32Array.from(values) };
}
