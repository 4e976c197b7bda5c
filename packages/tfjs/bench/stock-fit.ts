import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";

/** What one process measures: stock `fit` on the wasm backend, as it comes or with the fast kernels. */
const [kernels = "stock", epochs = "3"] = process.argv.slice(2);
const [ROWS, BATCH] = [128 * 8, 128];

tf.enableProdMode();
if (kernels === "fast") await import("@lockstep/tfjs/fast-wasm");
await tf.setBackend("wasm");

const { layers } = tf;
const model = tf.sequential({
  layers: [
    layers.dense({ inputShape: [784], units: 512, activation: "relu" }),
    layers.dropout({ rate: 0.5 }),
    layers.dense({ units: 512, activation: "relu" }),
    layers.dropout({ rate: 0.5 }),
    layers.dense({ units: 10, activation: "softmax" }),
  ],
});
model.compile({ optimizer: tf.train.sgd(0.1), loss: "categoricalCrossentropy" });
const x = tf.randomUniform([ROWS, 784], 0, 1, "float32", 1);
const y = tf.oneHot(
  tf.tensor1d(
    Array.from({ length: ROWS }, (_, row) => row % 10),
    "int32",
  ),
  10,
);

/** Milliseconds of each step: the wall's, and this process's own on a processor, which others' load lengthens less. */
const steps: { wall: number; processor: number }[] = [];
let begun = { wall: 0, processor: 0 };
const now = (): typeof begun => {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now(), processor: (user + system) / 1000 };
};
const callbacks = {
  onBatchBegin: () => {
    begun = now();
  },
  onBatchEnd: () => {
    const ended = now();
    steps.push({ wall: ended.wall - begun.wall, processor: ended.processor - begun.processor });
  },
};
await model.fit(x, y, { batchSize: BATCH, epochs: 1 });
await model.fit(x, y, { batchSize: BATCH, epochs: Number(epochs), yieldEvery: "never", callbacks });
process.stdout.write(`${JSON.stringify(steps)}\n`);
