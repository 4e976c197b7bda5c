import type * as tfjs from "@tensorflow/tfjs";

import { dropout, earlyStopping, fitModel } from "../../../src/index.ts";

/** A script after three of its lines were changed: every run ends the same, with the best weights. */
export async function train(
  tf: typeof tfjs,
  xs: tfjs.Tensor2D,
  ys: tfjs.Tensor2D,
): Promise<{ model: tfjs.Sequential; history: tfjs.History }> {
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 1 });
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 64, activation: "relu", inputShape: [64], kernelInitializer }),
      dropout(tf, { rate: 0.2, seed: 42, site: 0 }),
      tf.layers.dense({ units: 10, activation: "softmax", kernelInitializer }),
    ],
  });
  model.compile({ optimizer: tf.train.sgd(0.3), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
  const history = await fitModel(tf, model, xs, ys, {
    epochs: 40,
    batchSize: 32,
    validationSplit: 0.2,
    callbacks: earlyStopping(tf, { monitor: "val_loss", mode: "min", patience: 3 }),
  });
  return { model, history };
}
