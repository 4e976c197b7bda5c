import * as tf from "@tensorflow/tfjs";

/** A compiled model with named metrics, initial weights by seed. */
export function smallModel(
  options: { optimizer?: tf.Optimizer; metrics?: string[]; seed?: number } = {},
): tf.Sequential {
  const { optimizer = tf.train.sgd(0.1), metrics = ["accuracy"], seed = 1 } = options;
  const kernelInitializer = () => tf.initializers.glorotUniform({ seed });
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 5, inputShape: [3], activation: "tanh", kernelInitializer: kernelInitializer() }),
      tf.layers.batchNormalization(),
      tf.layers.dense({ units: 2, activation: "softmax", kernelInitializer: kernelInitializer() }),
    ],
  });
  model.compile({ optimizer, loss: "categoricalCrossentropy", metrics });
  return model;
}

/** Rows of two classes; a second phase gives others. */
export function smallData(rows = 20, phase = 0): { xs: tf.Tensor2D; ys: tf.Tensor2D } {
  const numbers = Array.from({ length: rows * 3 }, (_, index) => Math.sin((index + phase) * 12.9898));
  const labels = Array.from({ length: rows }, (_, row) => (numbers[3 * row]! * numbers[3 * row + 1]! > 0 ? 1 : 0));
  return {
    xs: tf.tensor2d(numbers, [rows, 3]),
    ys: tf.tensor2d(
      labels.flatMap((label) => [1 - label, label]),
      [rows, 2],
    ),
  };
}

/** All weights' bits, in order. */
export async function bitsOf(model: tf.LayersModel): Promise<Uint32Array[]> {
  const values = await Promise.all(model.getWeights().map((weight) => weight.data()));
  return values.map((value) => new Uint32Array((value as Float32Array).slice().buffer));
}
