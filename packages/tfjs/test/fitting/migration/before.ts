import type * as tfjs from "@tensorflow/tfjs";

/** A script as users of tfjs write it: 64 pixels to 10 classes. Every run ends differently. */
export async function train(
  tf: typeof tfjs,
  xs: tfjs.Tensor2D,
  ys: tfjs.Tensor2D,
): Promise<{ model: tfjs.Sequential; history: tfjs.History }> {
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 1 });
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 64, activation: "relu", inputShape: [64], kernelInitializer }),
      tf.layers.dropout({ rate: 0.2 }),
      tf.layers.dense({ units: 10, activation: "softmax", kernelInitializer }),
    ],
  });
  model.compile({ optimizer: tf.train.sgd(0.3), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
  const history = await model.fit(xs, ys, {
    epochs: 40,
    batchSize: 32,
    validationSplit: 0.2,
    callbacks: tf.callbacks.earlyStopping({ monitor: "val_loss", patience: 3 }),
  });
  return { model, history };
}
