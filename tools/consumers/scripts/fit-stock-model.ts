import { checkpoint, dropout, earlyStopping, fitModel } from "@lockstep/tfjs";
import "@lockstep/tfjs/fast-wasm";
import { fileStore } from "@lockstep/tfjs/node";
import * as tf from "@tensorflow/tfjs";

/** Trains a stock model with our dropout and callbacks, saves the run in a folder, and tells its epochs and what was saved. */
export async function fitStockModel(): Promise<{ readonly epochs: number; readonly saved: readonly string[] }> {
  await tf.setBackend("wasm");
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 1 });
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 8, activation: "relu", inputShape: [2], kernelInitializer }),
      dropout(tf, { rate: 0.2, seed: 42, site: 0 }),
      tf.layers.dense({ units: 1, activation: "sigmoid", kernelInitializer }),
    ],
  });
  model.compile({ optimizer: tf.train.sgd(0.3), loss: "binaryCrossentropy" });
  const xs = tf.tensor2d(Array.from({ length: 60 }, (_, row) => [Math.sin(row), Math.cos(row)]));
  const ys = tf.tensor2d(Array.from({ length: 60 }, (_, row) => [Math.sin(row) > 0 ? 1 : 0]));
  const store = fileStore("runs");
  const stop = earlyStopping(tf, { monitor: "val_loss", mode: "min", patience: 3 });
  const { epoch } = await fitModel(tf, model, xs, ys, {
    epochs: 4,
    batchSize: 16,
    seed: 42,
    validationSplit: 0.25,
    callbacks: [stop, checkpoint(tf, { store, name: "first", with: [stop] })],
  });
  return { epochs: epoch.length, saved: await store.list() };
}
