import type { Batch, LayerSpec, MicroBatch, Tensor } from "@lockstep/core";
import { withLoneOutput } from "./lone-layer.ts";
import { mutant, withMicroBatches, type Mutant } from "./mutant.ts";

/** An activation that is computed otherwise, element by element. */
const activation = (
  fault: string,
  caughtBy: string,
  kind: LayerSpec["kind"],
  change: (y: number, x: number) => number,
): Mutant =>
  withLoneOutput(fault, `layer-limits.${caughtBy}`, kind, ({ inputs, output }) =>
    output.data.map((y, index) => change(y, inputs.data[index]!)),
  );

/** Rows beyond a limit weigh nothing. */
function cutWeights<Some extends Batch>(batch: Some, limit: number): Some {
  const rows = batch.inputs.shape[0]!;
  const weights = Float32Array.from({ length: rows }, (_, row) => (row < limit ? (batch.weights?.[row] ?? 1) : 0));
  return { ...batch, weights };
}

/** The first tensor's rows up to a limit, and the second's beyond it. */
function spliced({ shape, data }: Tensor, { data: rest }: Tensor, limit: number): Tensor {
  const size = data.length / shape[0]!;
  return { shape, data: data.map((value, index) => (index < limit * size ? value : rest[index]!)) };
}

const zeros = ({ shape, data }: Tensor): Tensor => ({ shape, data: new Float32Array(data.length) });

/** Kernels that stop at a row. */
const cut = (limit: number): readonly Mutant[] => [
  mutant(`predicts no row beyond ${limit}`, "large-batches.predict", (healthy) => ({
    async predict(inputs, masks) {
      const output = await healthy.predict(inputs, masks);
      return spliced(output, zeros(output), limit);
    },
  })),
  mutant(`learns from no row beyond ${limit}`, "large-batches.gradients", (healthy) =>
    withMicroBatches(healthy, (parts) => parts.map((part): MicroBatch => cutWeights(part, limit))),
  ),
  mutant(`leaves the loss of rows beyond ${limit} out of a step`, "large-batches.loss", (healthy) => ({
    trainBatch(parts, step) {
      const pending = healthy.trainBatch(parts, { ...step, learningRate: 0 });
      const reported = healthy.trainBatch(
        parts.map((part) => cutWeights(part, limit)),
        step,
      );
      return { read: async () => ({ ...(await reported.read()), weightSum: (await pending.read()).weightSum }) };
    },
  })),
  mutant(`evaluates no row beyond ${limit}`, "large-batches.evaluation", (healthy) => ({
    evaluateBatch: (batch) => healthy.evaluateBatch(cutWeights(batch, limit)),
  })),
  mutant(`drops nothing beyond row ${limit}`, "large-batches.dropout", (healthy) => ({
    async predict(inputs, masks) {
      return spliced(await healthy.predict(inputs, masks), await healthy.predict(inputs), limit);
    },
  })),
];

/** The mean squared error of a batch whose rows of weight 0 are multiplied by it instead of left out. */
const spreading = (batch: Batch): number =>
  [...(batch.weights ?? [])].some((weight, row) => {
    const size = batch.targets.data.length / batch.inputs.shape[0]!;
    return weight === 0 && batch.targets.data.slice(row * size, (row + 1) * size).some((t) => !Number.isFinite(t));
  })
    ? NaN
    : 0;

export const limitMutants: readonly Mutant[] = [
  activation("makes +0 of a NaN in relu", "relu.nan", "relu", (y) => (y > 0 ? y : 0)),
  activation("makes -0 of negative numbers in relu", "relu.negative", "relu", (y, x) => (x < 0 ? -0 : y)),
  activation("hands -0 on in relu", "relu.zeros", "relu", (y, x) => (Object.is(x, -0) ? -0 : y)),
  activation("multiplies by the condition in relu", "relu.infinities", "relu", (_, x) => x * Number(x > 0) + 0),
  activation("flushes the smallest normal numbers in relu", "relu.extremes", "relu", (y) => (y <= 2 ** -126 ? 0 : y)),
  activation("makes a number of a NaN in leaky relu", "leaky-relu.nan", "leaky-relu", (y, x) => (x === x ? y : 0)),
  activation("makes a NaN of -Infinity in leaky relu", "leaky-relu.infinities", "leaky-relu", (y, x) =>
    x === -Infinity ? NaN : y,
  ),
  activation("has an absolute slope in leaky relu", "leaky-relu.negative", "leaky-relu", (y, x) => (x < 0 ? -y : y)),
  activation("saturates leaky relu", "leaky-relu.extremes", "leaky-relu", (y) => Math.min(y, 1e38)),
  activation("computes tanh of a NaN by its clamped argument", "tanh.nan", "tanh", (y, x) => (x === x ? y : 1)),
  activation(
    "takes e^2x by e^2x for tanh",
    "tanh.infinities",
    "tanh",
    (_, x) => Math.exp(2 * x) / Math.exp(2 * x) || NaN,
  ),
  activation("overflows in tanh", "tanh.extremes", "tanh", (y, x) => (x > 1e30 ? NaN : y)),
  activation("makes 0 of a NaN in sigmoid", "sigmoid.nan", "sigmoid", (y, x) => (x === x ? y : 0)),
  activation(
    "takes e^x by 1 + e^x for the sigmoid",
    "sigmoid.infinities",
    "sigmoid",
    (_, x) => Math.exp(x) / (1 + Math.exp(x)),
  ),
  activation("overflows in the sigmoid", "sigmoid.extremes", "sigmoid", (_, x) => Math.exp(x) / (1 + Math.exp(x))),
  mutant("multiplies rows of weight 0 in a step", "batching.weights.zero.targets", (healthy) => ({
    trainBatch(parts, step) {
      const spread = parts.reduce((sum, part) => sum + spreading(part), 0);
      return healthy.trainBatch(parts, { ...step, learningRate: step.learningRate + spread });
    },
  })),
  mutant("multiplies rows of weight 0 in an evaluation", "batching.weights.zero.targets", (healthy) => ({
    async evaluateBatch(batch) {
      const sums = await healthy.evaluateBatch(batch);
      return { ...sums, lossSum: sums.lossSum + spreading(batch) };
    },
  })),
  mutant("multiplies a NaN's loss by its weight of 0", "batching.weights.zero.outputs", (healthy) => ({
    async evaluateBatch(batch) {
      const sums = await healthy.evaluateBatch(batch);
      const { data } = await healthy.predict(batch.inputs);
      return data.some((y) => Number.isNaN(y)) ? { ...sums, lossSum: NaN } : sums;
    },
  })),
  ...cut(30),
  ...cut(256),
];
