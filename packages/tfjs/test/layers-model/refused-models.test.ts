import { LockstepError, meanSquaredError, sgd, sgdStep, softmaxCrossEntropy, tensor } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { startBackend } from "../start-backend.ts";
import { stockModel } from "./train-alike.ts";

beforeAll(() => startBackend("cpu"));

const MSE = { loss: meanSquaredError() };

function dense(options: object): tf.Sequential {
  return tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3], ...options })] });
}

describe("createTfjsEngine refuses a model of tfjs-layers", () => {
  test.each([
    [
      "with stock dropout that nobody asked to replace",
      stockModel,
      softmaxCrossEntropy(),
      "INVALID_OPTION",
      "layer 1 (Dropout)",
    ],
    [
      "with a regularizer",
      () => dense({ kernelRegularizer: "l1l2" }),
      meanSquaredError(),
      "UNSUPPORTED_OPTION",
      "layer 0 (Dense)",
    ],
    [
      "with a constraint",
      () => dense({ kernelConstraint: "maxNorm" }),
      meanSquaredError(),
      "UNSUPPORTED_OPTION",
      "layer 0 (Dense)",
    ],
    [
      "that drops inside a recurrence",
      () => tf.sequential({ layers: [tf.layers.lstm({ units: 2, recurrentDropout: 0.5, inputShape: [3, 2] })] }),
      meanSquaredError(),
      "UNSUPPORTED_OPTION",
      "layer 0 (LSTM)",
    ],
    [
      "that drops in one of stacked cells",
      () => {
        const cells = [tf.layers.gruCell({ units: 2 }), tf.layers.lstmCell({ units: 2, dropout: 0.5 })];
        const cell = tf.layers.stackedRNNCells({ cells });
        return tf.sequential({ layers: [tf.layers.rnn({ cell, inputShape: [3, 2] })] });
      },
      meanSquaredError(),
      "UNSUPPORTED_OPTION",
      "layer 0 (RNN)",
    ],
    [
      "whose rows have no one shape",
      () =>
        tf.sequential({ layers: [tf.layers.conv1d({ filters: 2, kernelSize: 2, inputShape: [null, 2] as never })] }),
      meanSquaredError(),
      "UNSUPPORTED_OPTION",
      "model",
    ],
  ] as const)("%s", async (_name, build, loss, code, subject) => {
    const model = build();
    const refusal = createTfjsEngine(tf, model, { loss });
    await expect(refusal).rejects.toMatchObject({ code, subject: `createTfjsEngine: ${subject}` });
    model.dispose();
  });

  test("that calls one dropout layer twice", async () => {
    const input = tf.input({ shape: [3] });
    const shared = tf.layers.dropout({ rate: 0.5 });
    const twice = shared.apply(tf.layers.dense({ units: 3 }).apply(shared.apply(input))) as tf.SymbolicTensor;
    const model = tf.model({ inputs: input, outputs: twice });
    const refusal = createTfjsEngine(tf, model, { ...MSE, stockDropout: "replace" });
    await expect(refusal).rejects.toMatchObject({ code: "UNSUPPORTED_OPTION", received: 2 });
  });

  test("that was disposed, at once and later", async () => {
    const model = dense({});
    using engine = await createTfjsEngine(tf, model, MSE);
    model.dispose();
    await expect(createTfjsEngine(tf, model, MSE)).rejects.toMatchObject({ code: "INVALID_OPTION" });
    await expect(engine.predict(tensor([1, 3], new Float32Array(3)))).rejects.toThrow("must not have been disposed");
  });

  test("with options of a model spec, saying what they are for", async () => {
    await expect(createTfjsEngine(tf, dense({}), { ...MSE, seed: 1 } as never)).rejects.toThrow("fit's");
  });
});

test("weights that somebody else changed are not overwritten", async () => {
  const model = dense({});
  using engine = await createTfjsEngine(tf, model, MSE);
  model.setWeights([tf.ones([3, 2]), tf.zeros([2])]);
  const batch = {
    inputs: tensor([1, 3], new Float32Array(3)),
    targets: tensor([1, 2], new Float32Array(2)),
    masks: [],
  };
  const step = (): unknown => engine.trainBatch([batch], sgdStep(sgd({ learningRate: 1 }), 0));
  expect(step).toThrow(LockstepError);
  expect(step).toThrow("0.kernel of the model was changed outside of the engine");
  expect(await model.weights[0]!.read().data()).toEqual(new Float32Array(6).fill(1));
  // The engine's own way to change them, which is also the way out.
  const zeros = { "0.kernel": tensor([3, 2], new Float32Array(6)), "0.bias": tensor([2], new Float32Array(2)) };
  await engine.writeState({ parameters: zeros });
  expect(step).not.toThrow();
});

test("a nested model's dropout is found, in forward order, with its mask's shape", async () => {
  const inner = tf.sequential({
    layers: [
      tf.layers.dense({ units: 4, inputShape: [3] }),
      tf.layers.dropout({ rate: 0.25, noiseShape: [null, 1] as never }),
    ],
  });
  const model = tf.sequential({
    layers: [inner, tf.layers.gaussianNoise({ stddev: 0.5 }), tf.layers.dense({ units: 2 })],
  });
  using engine = await createTfjsEngine(tf, model, { ...MSE, stockDropout: "replace" });
  expect(engine.randomSites.map((site) => ({ ...site, shape: site.shape(5) }))).toEqual([
    { kind: "dropout", rate: 0.25, shape: [5, 1] },
    { kind: "gaussian-noise", standardDeviation: 0.5, shape: [5, 4] },
  ]);
  expect(engine.parameters.map(({ name }) => name)).toEqual(["0.kernel", "0.bias", "3.kernel", "3.bias"]);
});
