import type * as tfjs from "@tensorflow/tfjs";

/** A model and rows for it. */
export interface TwoOutputs {
  readonly model: tfjs.LayersModel;
  readonly xs: readonly [tfjs.Tensor, tfjs.Tensor];
  readonly ys: readonly [tfjs.Tensor, tfjs.Tensor];
  readonly rows: number;
  dispose(): void;
}

/** A model of two inputs and two outputs with different losses, and data for it. */
export function twoOutputs(tf: typeof tfjs): TwoOutputs {
  const first = tf.input({ shape: [2], name: "first" });
  const second = tf.input({ shape: [3], name: "second" });
  const kernel = (seed: number) => ({ kernelInitializer: tf.initializers.glorotUniform({ seed }) });
  const joined = tf.layers.concatenate().apply([first, second]) as tfjs.SymbolicTensor;
  const hidden = tf.layers.dense({ units: 4, activation: "tanh", ...kernel(1) }).apply(joined) as tfjs.SymbolicTensor;
  const value = tf.layers.dense({ units: 1, name: "value", ...kernel(2) }).apply(hidden) as tfjs.SymbolicTensor;
  const label = tf.layers
    .dense({ units: 2, name: "class", activation: "softmax", ...kernel(3) })
    .apply(hidden) as tfjs.SymbolicTensor;
  const model = tf.model({ inputs: [first, second], outputs: [value, label] });
  model.compile({
    optimizer: tf.train.sgd(0.05),
    loss: ["meanSquaredError", "categoricalCrossentropy"],
    metrics: { value: "mse", class: "accuracy" },
  });
  const rows = 10;
  const grid = (width: number, step: number) =>
    tf.tensor(
      Float32Array.from({ length: rows * width }, (_, index) => Math.fround(((index * step) % 17) / 17)),
      [rows, width],
    );
  const xs = [grid(2, 5), grid(3, 7)] as const;
  const ys = [
    grid(1, 3),
    tf.tensor(
      Float32Array.from({ length: rows * 2 }, (_, index) => Number(index % 2 === Math.floor(index / 2) % 2)),
      [rows, 2],
    ),
  ] as const;
  return {
    model,
    xs,
    ys,
    rows,
    dispose() {
      tf.dispose([...xs, ...ys]);
      model.dispose();
    },
  };
}
