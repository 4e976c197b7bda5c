import { dense, meanSquaredError, sequential, sgd, arrayDataset, tensor, fit } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";

test("tfjs-core alone cannot differentiate a division; our engine trains on it", async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
  expect(() => tf.grad((x) => tf.div(x, 2))(tf.scalar(1))).toThrow(/gradient function not found for RealDiv/);

  const model = sequential({ inputShape: [1], layers: [dense(1)] });
  using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
  const rows = Float32Array.from({ length: 8 }, (_, row) => row / 8);
  const targets = tensor(
    [8, 1],
    rows.map((value) => 2 * value + 1),
  );
  const data = arrayDataset({ inputs: tensor([8, 1], rows), targets });
  const { history } = await fit(engine, data, {
    epochs: 200,
    batchSize: 8,
    seed: 1,
    optimizer: sgd({ learningRate: 0.2 }),
  });
  expect(history.at(-1)!.trainingLoss).toBeLessThan(0.01);
});
