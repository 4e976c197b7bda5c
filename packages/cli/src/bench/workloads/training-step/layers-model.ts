import type { Sequential } from "@tensorflow/tfjs-layers";
import type { Tfjs } from "../backends/load-tfjs.ts";
import { CLASSES, LEARNING_RATE, PIXELS } from "../network/benchmark-network.ts";
import { kernelsAndBiases } from "../network/kernels-and-biases.ts";

/** A layer of TensorFlow.js. */
export type Layer = Parameters<Sequential["add"]>[0];

/**
 * The benchmark's network as a compiled model of tfjs-layers, with the weights that every contestant starts from.
 *
 * @param dropoutAt makes the dropout layer of a site.
 * @param metrics of `evaluate`; training counts nothing but the loss, as everybody's does here. @default none
 */
export function layersModel(
  tf: Tfjs,
  width: number,
  dropoutAt: (site: number) => Layer,
  metrics: string[] = [],
): Sequential {
  const { dense } = tf.layers;
  const model = tf.sequential({
    layers: [
      dense({ inputShape: [PIXELS], units: width, activation: "relu" }),
      dropoutAt(0),
      dense({ units: width, activation: "relu" }),
      dropoutAt(1),
      dense({ units: CLASSES, activation: "softmax" }),
    ],
  });
  const weights = kernelsAndBiases(width).map(({ shape, data }) => tf.tensor(data, [...shape]));
  model.setWeights(weights);
  tf.dispose(weights);
  model.compile({
    optimizer: tf.train.sgd(LEARNING_RATE),
    loss: "categoricalCrossentropy",
    metrics,
  });
  return model;
}
