import {
  binaryCrossEntropyWithLogits,
  shapeSize,
  softmaxCrossEntropy,
  tensor,
  type LossSpec,
  type Tensor,
} from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { GRADIENT_STEP } from "../engine/gradient-step.ts";
import { seededTensor } from "../engine/seeded-tensor.ts";
import { startBackend } from "../start-backend.ts";

beforeAll(() => startBackend("cpu"));

const { layers } = tf;
const ROWS = 4;
const LABELS = tensor([ROWS], Int32Array.of(0, 2, 1, 2));

/** The mean of -log p over rows: what the loss of logits is, told by the probabilities that the model gives. */
function lossOfProbabilities(loss: LossSpec, p: tf.Tensor, targets: Tensor | typeof LABELS): tf.Scalar {
  if (loss.kind === "softmax-cross-entropy")
    return tf.neg(tf.mean(tf.log(tf.sum(tf.mul(p, tf.oneHot(tf.tensor1d([...targets.data], "int32"), 3)), 1))));
  const t = tf.tensor(targets.data, [...targets.shape], "float32");
  return tf.neg(tf.mean(tf.add(tf.mul(t, tf.log(p)), tf.mul(tf.sub(1, t), tf.log(tf.sub(1, p))))));
}

describe("the final activation is not applied twice", () => {
  test.each<readonly [string, LossSpec, () => tf.layers.Layer[]]>([
    [
      "of a convolution",
      binaryCrossEntropyWithLogits(),
      () => [layers.conv2d({ filters: 2, kernelSize: 1, activation: "sigmoid", inputShape: [2, 2, 3] })],
    ],
    [
      "of a transposed convolution",
      binaryCrossEntropyWithLogits(),
      () => [layers.conv2dTranspose({ filters: 1, kernelSize: 2, activation: "sigmoid", inputShape: [2, 2, 3] })],
    ],
    [
      "of a dense layer at every position",
      binaryCrossEntropyWithLogits(),
      () => [
        layers.timeDistributed({
          layer: layers.dense({ units: 2, activation: "sigmoid" }),
          inputShape: [3, 2],
        }),
      ],
    ],
    [
      "before a flatten",
      softmaxCrossEntropy(),
      () => [layers.dense({ units: 3, activation: "softmax", inputShape: [1, 4] }), layers.flatten()],
    ],
    [
      "of a layer of its own before a reshape",
      softmaxCrossEntropy(),
      () => [layers.dense({ units: 3, inputShape: [4] }), layers.softmax(), layers.reshape({ targetShape: [3] })],
    ],
  ])("%s", async (_name, loss, build) => {
    const model = tf.sequential({ layers: build() });
    const inputs = seededTensor(5, [ROWS, ...(model.inputs[0]!.shape.slice(1) as number[])], -1, 1);
    const outputShape = [ROWS, ...(model.outputs[0]!.shape.slice(1) as number[])];
    const targets =
      loss.kind === "softmax-cross-entropy"
        ? LABELS
        : tensor(
            outputShape,
            Float32Array.from({ length: shapeSize(outputShape) }, (_, index) => index % 2),
          );
    const kernel = model.trainableWeights[0]!.read() as tf.Variable;
    const { value, expected } = tf.tidy(() => {
      const x = tf.tensor(inputs.data, [...inputs.shape]);
      const taped = tf.variableGrads(() => lossOfProbabilities(loss, model.apply(x) as tf.Tensor, targets));
      return { value: taped.value.dataSync()[0]!, expected: tf.sub(kernel, taped.grads[kernel.name]!).dataSync() };
    });

    using engine = await createTfjsEngine(tf, model, { loss });
    const step = await engine.trainBatch([{ inputs, targets, masks: [] }], GRADIENT_STEP).read();
    expect(step.lossSum / step.weightSum).toBeCloseTo(value, 5);
    const actual = kernel.dataSync();
    for (const [index, weight] of expected.entries()) expect(actual[index]).toBeCloseTo(weight, 5);
    model.dispose();
  });
});

describe("a final activation that cannot be left out alone is refused", () => {
  test.each([
    [
      "of a dense layer that comes twice",
      () => {
        const input = tf.input({ shape: [3] });
        const shared = layers.dense({ units: 3, activation: "softmax" });
        return tf.model({ inputs: input, outputs: shared.apply(shared.apply(input)) as tf.SymbolicTensor });
      },
      2,
    ],
    [
      "of a model that comes twice",
      () => {
        const input = tf.input({ shape: [3] });
        const shared = tf.sequential({ layers: [layers.dense({ units: 3, activation: "softmax", inputShape: [3] })] });
        return tf.model({ inputs: input, outputs: shared.apply(shared.apply(input)) as tf.SymbolicTensor });
      },
      2,
    ],
    [
      "over a part of a row",
      () =>
        tf.sequential({
          layers: [layers.dense({ units: 3, activation: "softmax", inputShape: [2, 3] }), layers.flatten()],
        }),
      3,
    ],
  ] as const)("%s", async (_name, build, received) => {
    const model = build();
    await expect(createTfjsEngine(tf, model, { loss: softmaxCrossEntropy() })).rejects.toMatchObject({
      code: "UNSUPPORTED_OPTION",
      subject: "createTfjsEngine: the final softmax of the model",
      received,
    });
  });
});
