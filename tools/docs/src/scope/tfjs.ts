// What examples in the docstrings of the package on TensorFlow.js take for granted.
import "@tensorflow/tfjs-backend-wasm";
import { dropout } from "@lockstep/tfjs";
import * as tf from "@tensorflow/tfjs";

export * as tf from "@tensorflow/tfjs";
/** A model of core. */
export { model as spec } from "./core.ts";

await tf.setBackend("wasm");

/** 784 pixels to 10 classes, with that layer in the middle. */
function compiled(middle: tf.layers.Layer): tf.Sequential {
  const made = tf.sequential({
    layers: [
      tf.layers.dense({ units: 16, activation: "relu", inputShape: [784] }),
      middle,
      tf.layers.dense({ units: 10, activation: "softmax" }),
    ],
  });
  made.compile({ optimizer: "sgd", loss: "sparseCategoricalCrossentropy" });
  return made;
}

/** A model as users of tfjs have it. */
export const model: tf.Sequential = compiled(tf.layers.batchNormalization());
/** The same with dropout of tfjs's own. */
export const stockModel: tf.Sequential = compiled(tf.layers.dropout({ rate: 0.2 }));
/** The same with dropout of ours. */
export const dropoutModel: tf.Sequential = compiled(dropout(tf, { rate: 0.2, seed: 42, site: 0 }));

export const xs: tf.Tensor = tf.randomUniform([40, 784], 0, 1, "float32", 42);
export const ys: tf.Tensor = tf.tensor(Array.from({ length: 40 }, (_, row) => [row % 10]));
