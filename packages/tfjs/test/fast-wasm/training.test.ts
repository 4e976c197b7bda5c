import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { describe, expect, it } from "vitest";
import { installFastWasm } from "../../src/index.ts";
import { filled, values } from "./on-both-backends.ts";

const { layers, initializers } = tf;
const ROWS = 24;

/** A network with every kind of layer whose gradient stock wasm lacks or has slow; equal weights on every backend. */
function cnn(): tf.Sequential {
  let seed = 0;
  const kernelInitializer = (): ReturnType<typeof initializers.glorotUniform> =>
    initializers.glorotUniform({ seed: ++seed });
  return tf.sequential({
    layers: [
      layers.conv2d({
        inputShape: [12, 12, 2],
        filters: 6,
        kernelSize: 3,
        activation: "relu",
        kernelInitializer: kernelInitializer(),
      }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.depthwiseConv2d({ kernelSize: 3, padding: "same", depthwiseInitializer: kernelInitializer() }),
      layers.batchNormalization(),
      layers.conv2d({
        filters: 8,
        kernelSize: 3,
        strides: 2,
        padding: "same",
        activation: "elu",
        kernelInitializer: kernelInitializer(),
      }),
      layers.flatten(),
      layers.dense({ units: 24, activation: "relu", kernelInitializer: kernelInitializer() }),
      layers.dense({ units: 4, activation: "softmax", kernelInitializer: kernelInitializer() }),
    ],
  });
}

function sentences(): tf.Sequential {
  return tf.sequential({
    layers: [
      layers.embedding({
        inputDim: 11,
        outputDim: 6,
        inputLength: 5,
        embeddingsInitializer: initializers.randomUniform({ seed: 1 }),
      }),
      layers.lstm({
        units: 7,
        kernelInitializer: initializers.glorotUniform({ seed: 2 }),
        recurrentInitializer: initializers.glorotUniform({ seed: 3 }),
      }),
      layers.dense({ units: 4, activation: "softmax", kernelInitializer: initializers.glorotUniform({ seed: 4 }) }),
    ],
  });
}

const images = (): tf.Tensor => filled([ROWS, 12, 12, 2]);
const words = (): tf.Tensor =>
  tf.tensor2d(
    values(ROWS * 5).map((value) => Math.floor((value + 1) * 5.5)),
    [ROWS, 5],
  );

/** The losses of six epochs of stock `fit`, every batch in its order. */
async function losses(backend: "cpu" | "wasm", make: () => tf.Sequential, inputs: () => tf.Tensor): Promise<number[]> {
  await tf.setBackend(backend);
  const model = make();
  const x = inputs();
  const y = tf.tidy(() =>
    tf.oneHot(
      tf.tensor1d(
        values(ROWS, 7).map((v) => Math.floor((v + 1) * 2)),
        "int32",
      ),
      4,
    ),
  );
  model.compile({ optimizer: tf.train.sgd(0.1), loss: "categoricalCrossentropy" });
  try {
    const { history } = await model.fit(x, y, { batchSize: 8, epochs: 6, shuffle: false });
    return history["loss"] as number[];
  } finally {
    tf.dispose([x, y]);
    model.dispose();
  }
}

describe("stock model.fit", () => {
  it("cannot train a CNN or an embedding on stock wasm", async () => {
    tf.enableProdMode();
    await expect(losses("wasm", cnn, images)).rejects.toThrow(/not registered for backend 'wasm'/);
    await expect(losses("wasm", sentences, words)).rejects.toThrow("'UnsortedSegmentSum' not registered");
  });
  it.each([
    ["a CNN", cnn, images],
    ["an embedding", sentences, words],
  ] as const)("trains %s on wasm with the losses of the cpu backend", async (_, make, inputs) => {
    installFastWasm(tf);
    const ours = await losses("wasm", make, inputs);
    const reference = await losses("cpu", make, inputs);
    expect(reference.at(-1)!).toBeLessThan(reference[0]! * 0.99);
    // Float32 sums in another order, and exponentials that differ in their last bit.
    ours.forEach((loss, epoch) => expect(Math.abs(loss - reference[epoch]!)).toBeLessThan(2e-4));
  });
});
