import { bernoulli, keyFromSeed, uniform } from "@lockstep/core";
import type * as tfjs from "@tensorflow/tfjs";

/** Seeded rows of three classes: a point in eight dimensions near the centre of its class. */
export interface SmallProblem {
  readonly xs: tfjs.Tensor;
  /** One-hot. */
  readonly ys: tfjs.Tensor;
  readonly labels: Int32Array;
}

const CLASSES = 3;
const FEATURES = 8;

export function smallProblem(tf: typeof tfjs, rowCount = 50): SmallProblem {
  const centres = bernoulli(keyFromSeed(1), 0.5, CLASSES * FEATURES);
  const noise = uniform(keyFromSeed(2), rowCount * FEATURES);
  const labels = Int32Array.from({ length: rowCount }, (_, row) => (row * row + row) % CLASSES);
  const inputs = Float32Array.from(noise, (value, index) => {
    const label = labels[Math.floor(index / FEATURES)]!;
    return value + (centres[label * FEATURES + (index % FEATURES)]! ? 0.5 : 0);
  });
  const targets = new Float32Array(rowCount * CLASSES);
  for (const [row, label] of labels.entries()) targets[row * CLASSES + label] = 1;
  return { xs: tf.tensor(inputs, [rowCount, FEATURES]), ys: tf.tensor(targets, [rowCount, CLASSES]), labels };
}

/** A classifier with the same initial weights at every call. */
export function smallModel(tf: typeof tfjs, options: { readonly rate?: number } = {}): tfjs.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({
        units: 6,
        activation: "relu",
        inputShape: [FEATURES],
        kernelInitializer: tf.initializers.glorotUniform({ seed: 7 }),
      }),
      tf.layers.dense({
        units: CLASSES,
        activation: "softmax",
        kernelInitializer: tf.initializers.glorotUniform({ seed: 8 }),
      }),
    ],
  });
  model.compile({
    optimizer: tf.train.sgd(options.rate ?? 0.1),
    loss: "categoricalCrossentropy",
    metrics: ["accuracy"],
  });
  return model;
}

/** All weights of a model, one after the other. */
export async function weightsOf(model: tfjs.LayersModel): Promise<number[]> {
  const values = await Promise.all(model.getWeights().map(async (weight) => [...(await weight.data())]));
  return values.flat();
}
