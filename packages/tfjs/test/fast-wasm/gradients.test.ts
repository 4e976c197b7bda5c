import * as tf from "@tensorflow/tfjs-core";
import { describe, it } from "vitest";
import "../../src/fast-wasm/fast-wasm.ts";
import { expectBackendsToAgree, filled } from "./on-both-backends.ts";

// The gradients of TensorFlow.js whose kernels are not ours either: that all of them are there and right on wasm.

const positive = (shape: readonly number[]): tf.Tensor => tf.add(tf.abs(filled(shape)), 0.1);

async function expectGradients(
  compute: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: () => readonly tf.Tensor[],
): Promise<void> {
  await expectBackendsToAgree(() => {
    const dy = filled(compute(...inputs()).shape, 9);
    return tf.grads(compute)([...inputs()], dy);
  }, 1e-4);
}

const UNARY = {
  abs: tf.abs,
  acos: tf.acos,
  asin: tf.asin,
  asinh: tf.asinh,
  atan: tf.atan,
  atanh: tf.atanh,
  cos: tf.cos,
  cosh: tf.cosh,
  elu: tf.elu,
  erf: tf.erf,
  exp: tf.exp,
  expm1: tf.expm1,
  leakyRelu: tf.leakyRelu,
  logSoftmax: tf.logSoftmax,
  neg: tf.neg,
  relu: tf.relu,
  relu6: tf.relu6,
  selu: tf.selu,
  sigmoid: tf.sigmoid,
  sin: tf.sin,
  sinh: tf.sinh,
  softmax: tf.softmax,
  softplus: tf.softplus,
  square: tf.square,
  step: tf.step,
  tan: tf.tan,
  tanh: tf.tanh,
} as unknown as Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>>;

const POSITIVE = {
  log: tf.log,
  log1p: tf.log1p,
  reciprocal: tf.reciprocal,
  rsqrt: tf.rsqrt,
  sqrt: tf.sqrt,
} as Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>>;

const BINARY = { add: tf.add, div: tf.div, mul: tf.mul, pow: tf.pow, sub: tf.sub } as Readonly<
  Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor>
>;

const image = (): tf.Tensor[] => [filled([2, 6, 7, 3])];
const volume = (): tf.Tensor[] => [filled([2, 5, 4, 5, 3])];
const matrix = (): tf.Tensor[] => [filled([3, 4])];

const SHAPED: Readonly<Record<string, readonly [(x: tf.Tensor) => tf.Tensor, () => tf.Tensor[]]>> = {
  sum: [(x) => tf.sum(x, 1), matrix],
  mean: [(x) => tf.mean(x, 0), matrix],
  max: [(x) => tf.max(x, 1), matrix],
  min: [(x) => tf.min(x, 0), matrix],
  prod: [(x) => tf.prod(x, 1), matrix],
  cumsum: [(x) => tf.cumsum(x, 1, true, true), matrix],
  logSumExp: [(x) => tf.logSumExp(x, 1), matrix],
  norm: [(x) => tf.norm(x, "euclidean", 1), matrix],
  concat: [(x) => tf.concat([x, tf.square(x)], 1), matrix],
  stack: [(x) => tf.stack([x, tf.square(x)], 1), matrix],
  unstack: [(x) => tf.unstack(x, 1)[1]!, matrix],
  split: [(x) => tf.split(x, 2, 1)[1]!, matrix],
  slice: [(x) => tf.slice(x, [1, 1], [2, 2]), matrix],
  pad: [
    (x) =>
      tf.pad(x, [
        [1, 2],
        [0, 1],
      ]),
    matrix,
  ],
  tile: [(x) => tf.tile(x, [2, 3]), matrix],
  broadcastTo: [(x) => tf.broadcastTo(x, [3, 4]), () => [filled([4])]],
  transpose: [(x) => tf.transpose(x, [1, 2, 0]), () => [filled([3, 4, 2])]],
  reverse: [(x) => tf.reverse(x, 1), matrix],
  reshape: [(x) => tf.reshape(x, [12]), matrix],
  where: [(x) => tf.where(tf.tensor2d([1, 0, 1], [3, 1], "bool"), x, tf.square(x)), () => [filled([3, 1])]],
  clipByValue: [(x) => tf.clipByValue(x, -0.3, 0.4), matrix],
  localResponseNormalization: [(x) => tf.localResponseNormalization(x as tf.Tensor4D, 2), image],
  moments: [(x) => tf.add(tf.moments(x, [0, 1, 2]).mean, tf.moments(x, [0, 1, 2]).variance), image],
  // Of one image: for more the cpu backend is wrong.
  resizeNearestNeighbor: [
    (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [12, 14]),
    () => [filled([1, 6, 7, 3])],
  ],
  "maxPool same": [(x) => tf.maxPool(x as tf.Tensor4D, 2, 2, "same"), image],
  "maxPool overlapping": [(x) => tf.maxPool(x as tf.Tensor4D, 3, 1, "same"), image],
  "maxPool padded": [(x) => tf.maxPool(x as tf.Tensor4D, [3, 2], [2, 3], 1, "floor"), image],
  "maxPool with gaps": [(x) => tf.maxPool(x as tf.Tensor4D, 2, 3, "valid"), image],
  "maxPool of ties": [(x) => tf.maxPool(x as tf.Tensor4D, 2, 2, "valid"), () => [tf.ones([1, 4, 4, 2])]],
  "avgPool same": [(x) => tf.avgPool(x as tf.Tensor4D, 2, 2, "same"), image],
  "avgPool overlapping": [(x) => tf.avgPool(x as tf.Tensor4D, 3, 1, "same"), image],
  "avgPool padded": [(x) => tf.avgPool(x as tf.Tensor4D, 3, 2, 1, "floor"), image],
  "maxPool3d same": [(x) => tf.maxPool3d(x as tf.Tensor5D, 2, 2, "same"), volume],
  "maxPool3d overlapping": [(x) => tf.maxPool3d(x as tf.Tensor5D, 3, 1, "same"), volume],
  "avgPool3d same": [(x) => tf.avgPool3d(x as tf.Tensor5D, 2, 2, "same"), volume],
  "avgPool3d overlapping": [(x) => tf.avgPool3d(x as tf.Tensor5D, 3, 1, "same"), volume],
};

describe("gradients on the wasm backend are those of the cpu backend", () => {
  it.each(Object.entries(UNARY))("%s", (_, compute) => expectGradients(compute, matrix));
  it.each(Object.entries(POSITIVE))("%s", (_, compute) => expectGradients(compute, () => [positive([3, 4])]));
  it.each(Object.entries(BINARY))("%s", (_, compute) =>
    expectGradients(
      (a, b) => compute(a, b),
      () => [positive([3, 4]), tf.add(filled([4], 3), 2)],
    ),
  );
  it.each(Object.entries(SHAPED))("%s", (_, [compute, inputs]) => expectGradients((x) => compute(x), inputs));
  it("batchNorm", () =>
    expectGradients(
      (x, mean, variance, offset, scale) => tf.batchNorm(x, mean, tf.abs(variance), offset, scale),
      () => [filled([2, 3, 3, 4]), filled([4], 2), filled([4], 3), filled([4], 5), filled([4], 7)],
    ));
  it.each([
    [1, "same"],
    [2, "valid"],
    [2, "same"],
    [[1, 2, 3], "same"],
  ] as const)("conv3d with strides %j, %s", (strides, pad) =>
    expectGradients(
      (x, filter) => tf.conv3d(x as tf.Tensor5D, filter as tf.Tensor5D, strides as number, pad),
      () => [filled([2, 5, 4, 5, 3]), filled([2, 3, 2, 3, 4], 3)],
    ),
  );
  it("the losses", () =>
    expectGradients(
      (labels, logits) =>
        tf.stack([
          tf.losses.softmaxCrossEntropy(tf.softmax(labels), logits),
          tf.losses.huberLoss(labels, logits),
          tf.losses.logLoss(tf.sigmoid(labels), tf.sigmoid(logits)),
          tf.losses.sigmoidCrossEntropy(tf.sigmoid(labels), logits),
        ]),
      () => [filled([3, 4]), filled([3, 4], 3)],
    ));
});
