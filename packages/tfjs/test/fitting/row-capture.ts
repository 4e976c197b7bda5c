import type * as tfjs from "@tensorflow/tfjs";

/** A model that tells which rows it was trained on: its targets are the rows' numbers, and its loss remembers them. */
export interface RowCapture {
  readonly model: tfjs.Sequential;
  readonly xs: tfjs.Tensor;
  readonly ys: tfjs.Tensor;
  /** The rows of each training step so far. Reads from the device, so that it works on all backends. */
  rows(): Promise<number[][]>;
  dispose(): void;
}

export function captureRows(tf: typeof tfjs, rowCount: number): RowCapture {
  const seen: tfjs.Tensor[] = [];
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: "zeros" })] });
  model.compile({
    optimizer: tf.train.sgd(0),
    loss: (target: tfjs.Tensor, prediction: tfjs.Tensor) => {
      seen.push(tf.keep(target.clone()));
      return tf.mean(tf.square(tf.sub(prediction, target)), -1);
    },
  });
  const numbers = Float32Array.from({ length: rowCount }, (_, row) => row);
  const xs = tf.tensor(numbers, [rowCount, 1]);
  const ys = tf.tensor(numbers, [rowCount, 1]);
  return {
    model,
    xs,
    ys,
    rows: () => Promise.all(seen.map(async (target) => [...(await target.data())])),
    dispose() {
      tf.dispose([xs, ys, ...seen]);
      model.dispose();
    },
  };
}

/** The rows of consecutive epochs of a plan, batch after batch. */
export function rowsOf(
  plan: { readonly batchesPerEpoch: number; rows(epoch: number, batch: number): readonly number[] },
  epochs: readonly number[],
): number[][] {
  return epochs.flatMap((epoch) =>
    Array.from({ length: plan.batchesPerEpoch }, (_, batch) => [...plan.rows(epoch, batch)]),
  );
}
