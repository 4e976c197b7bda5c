import { meanSquaredError } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";

import { createTfjsEngine, earlyStopping } from "../../src/index.ts";
import { startBackend } from "../start-backend.ts";

const dense = (units: number) => tf.layers.dense({ units });

function functional(): tf.LayersModel {
  const input = tf.input({ shape: [3] });
  const norm = tf.layers.batchNormalization().apply(dense(4).apply(input)) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: dense(2).apply(norm) as tf.SymbolicTensor });
}

const MODELS: Readonly<Record<string, { readonly make: () => tf.LayersModel; readonly names: readonly string[] }>> = {
  "tf.sequential": {
    make: () =>
      tf.sequential({
        layers: [
          tf.layers.dense({ units: 4, inputShape: [3] }),
          tf.layers.batchNormalization(),
          tf.layers.dense({ units: 2 }),
        ],
      }),
    names: ["0.kernel", "0.bias", "1.gamma", "1.beta", "2.kernel", "2.bias", "1.moving_mean", "1.moving_variance"],
  },
  "tf.model, which lists its input as a layer": {
    make: functional,
    names: ["0.kernel", "0.bias", "1.gamma", "1.beta", "2.kernel", "2.bias", "1.moving_mean", "1.moving_variance"],
  },
  "models in a model, and a wrapper": {
    make: () => {
      const inner = tf.sequential({ layers: [tf.layers.reshape({ targetShape: [1, 3], inputShape: [3] })] });
      inner.add(tf.layers.bidirectional({ layer: tf.layers.simpleRNN({ units: 2 }), mergeMode: "concat" }));
      return tf.sequential({ layers: [inner, tf.layers.dense({ units: 2 })] });
    },
    names: [
      ...["kernel", "recurrent_kernel", "bias", "kernel_1", "recurrent_kernel_1", "bias_1"].map((own) => `1.${own}`),
      "2.kernel",
      "2.bias",
    ],
  },
};

beforeAll(() => startBackend("cpu"));

test.each(Object.entries(MODELS))("the engine and callbacks know weights by the same names: %s", async (_, one) => {
  const model = one.make();
  const engine = await createTfjsEngine(tf, model, { loss: meanSquaredError() });
  const { parameters, buffers = {} } = await engine.readState();
  expect([...Object.keys(parameters), ...Object.keys(buffers)]).toEqual(one.names);
  engine.dispose();
  const [xs, ys] = [tf.ones([4, 3]), tf.zeros([4, 2])];

  const own = one.make();
  // Layers' names, which tfjs has counted up meanwhile, do not tell models apart.
  const again = await createTfjsEngine(tf, own, { loss: meanSquaredError() });
  expect(again.modelFingerprint).toBe(engine.modelFingerprint);
  again.dispose();
  own.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  const stop = earlyStopping(tf, { monitor: "loss", mode: "min", patience: 1 });
  const fail = async (): Promise<void> => {
    throw new Error("no more");
  };
  const failing = new tf.CustomCallback({ onEpochBegin: (epoch) => (epoch === 1 ? fail() : Promise.resolve()) });
  await expect(own.fit(xs, ys, { epochs: 2, callbacks: [stop, failing] })).rejects.toThrow("no more");
  expect(Object.keys((await stop.bestWeights())!).toSorted()).toEqual(one.names.toSorted());
  // To the model that the user knows, which shows other layers than the one that callbacks are given.
  await stop.restoreBest(own);
  tf.dispose([xs, ys]);
});
