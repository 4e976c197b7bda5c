import type * as tfjs from "@tensorflow/tfjs";

import { fitModel } from "../../../src/fitting/fit-model.ts";

/**
 * The same script with its batches by seed: one line of it is another. Two more are to come, dropout by seed and early
 * stopping that restores; until then `dropout` says which layer to use.
 */
export async function after(
  tf: typeof tfjs,
  xs: tfjs.Tensor2D,
  ys: tfjs.Tensor2D,
  seed: number,
  dropout: (options: { readonly rate: number }) => tfjs.layers.Layer,
): Promise<{ model: tfjs.Sequential; history: tfjs.History }> {
  const model = tf.sequential();
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 1 });
  model.add(tf.layers.dense({ units: 64, activation: "relu", inputShape: [64], kernelInitializer }));
  model.add(dropout({ rate: 0.1 }));
  model.add(tf.layers.dense({ units: 10, activation: "softmax", kernelInitializer }));
  model.compile({ optimizer: tf.train.sgd(0.1), loss: "categoricalCrossentropy", metrics: ["accuracy"] });

  const history = await fitModel(tf, model, xs, ys, {
    seed,
    epochs: 5,
    batchSize: 32,
    validationSplit: 0.2,
    callbacks: [tf.callbacks.earlyStopping({ monitor: "val_loss", patience: 3 })],
  });
  return { model, history };
}
