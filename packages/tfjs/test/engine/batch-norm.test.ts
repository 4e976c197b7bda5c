import {
  batchNorm,
  dense,
  dropout,
  meanSquaredError,
  parallel,
  residual,
  sequential,
  ShapeMismatchError,
  tensor,
  type MicroBatch,
  type NamedTensors,
} from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { GRADIENT_STEP } from "./gradient-step.ts";
import { seededTensor } from "./seeded-tensor.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

/** Rows of one channel, whose targets are the inputs. */
function rows(...values: number[]): MicroBatch {
  const inputs = tensor([values.length, 1], Float32Array.from(values));
  return { inputs, targets: inputs, masks: [] };
}

/** Numbers of a tensor that are those of the law in f64, to 1e-6. */
function expectNumbers(tensors: NamedTensors | undefined, name: string, expected: readonly number[]): void {
  const { data } = tensors![name]!;
  expect(data.length).toBe(expected.length);
  for (const [index, value] of expected.entries()) expect(data[index]).toBeCloseTo(value, 5);
}

describe.each(BACKENDS)("batch norm on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test("normalises by the biased variance and keeps the unbiased one", async () => {
    const model = sequential({ inputShape: [1], layers: [batchNorm({ momentum: 1, affine: false })] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    // Mean 2, biased variance 8 / 3, unbiased 4; Σ (x̂ - x)² / 3 is what the loss says.
    const { lossSum } = await engine.trainBatch([rows(0, 2, 4)], GRADIENT_STEP).read();
    const scale = 1 / Math.sqrt(8 / 3 + 1e-5);
    expect(lossSum).toBeCloseTo((-2 * scale) ** 2 + 2 ** 2 + (2 * scale - 4) ** 2, 5);
    const { buffers } = await engine.readState();
    expectNumbers(buffers, "0.running_mean", [2]);
    expectNumbers(buffers, "0.running_var", [4]);
    expectNumbers(buffers, "0.num_batches_tracked", [1]);
    // Now by the running ones.
    expect((await engine.predict(rows(6).inputs)).data[0]).toBeCloseTo(4 / Math.sqrt(4 + 1e-5), 5);
  });

  test.each([
    [0.25, 0.75 * 0.25 * 1 + 0.25 * 5, 0.75 * (0.75 * 1 + 0.25 * 2) + 0.25 * 8],
    ["cumulative", (1 + 5) / 2, (2 + 8) / 2],
  ] as const)("takes micro-batches one after another with momentum %s", async (momentum, mean, variance) => {
    const model = sequential({ inputShape: [1], layers: [batchNorm({ momentum })] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    // Means 1 and 5, unbiased variances 2 and 8. The weights of rows change neither.
    const weighted = { ...rows(0, 2), weights: Float32Array.of(3, 0) };
    await engine.trainBatch([weighted, rows(3, 7)], GRADIENT_STEP).read();
    const { buffers } = await engine.readState();
    expectNumbers(buffers, "0.running_mean", [mean]);
    expectNumbers(buffers, "0.running_var", [variance]);
    expectNumbers(buffers, "0.num_batches_tracked", [2]);
  });

  test("changes nothing in evaluation, prediction and Monte-Carlo dropout", async () => {
    const model = sequential({ inputShape: [1], layers: [batchNorm(), dropout(0.5)] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    const before = await engine.readState();
    await engine.evaluateBatch(rows(1, 2, 3));
    await engine.predict(rows(1).inputs);
    expect(await engine.readState()).toEqual(before);
  });

  test("keeps a micro-batch's far mean out of the variance", async () => {
    const model = sequential({ inputShape: [1], layers: [batchNorm({ momentum: 1 })] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    // E(x²) - E(x)² in f32 would be 0 or thousands off: the squares are 2^40, whose ulp is 2^17.
    const far = 2 ** 20;
    await engine.trainBatch([rows(far - 1, far + 1, far - 1, far + 1)], GRADIENT_STEP).read();
    expectNumbers((await engine.readState()).buffers, "0.running_var", [4 / 3]);
  });

  test("inside branches moves its statistics by name, without a tensor more", async () => {
    const model = sequential({
      inputShape: [2],
      layers: [
        residual({
          body: [parallel([[batchNorm({ momentum: 1 })], [dense(2), batchNorm({ momentum: 1 })]], { combine: "add" })],
        }),
      ],
    });
    const before = tf.memory().numTensors;
    const engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    const inputs = seededTensor(1, [5, 2], -1, 1);
    const step = () => engine.trainBatch([{ inputs, targets: inputs, masks: [] }], GRADIENT_STEP).read();
    await step();
    const settled = tf.memory().numTensors;
    const { parameters, buffers } = await engine.readState();
    expect(settled - before).toBe(Object.keys(parameters).length + Object.keys(buffers!).length);
    const means = [0, 1].map((channel) =>
      [0, 1, 2, 3, 4].reduce((sum, row) => sum + inputs.data[2 * row + channel]! / 5, 0),
    );
    expectNumbers(buffers, "0.body.0.branches.0.0.running_mean", means);
    for (let count = 2; count <= 20; count++) await step();
    expectNumbers((await engine.readState()).buffers, "0.body.0.branches.1.1.num_batches_tracked", [20]);
    expect(tf.memory().numTensors).toBe(settled);
    engine.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("refuses a single value a channel before any change, and leaks nothing", async () => {
    const tracked = sequential({ inputShape: [1], layers: [residual({ body: [batchNorm()] })] });
    using engine = await createTfjsEngine(tf, tracked, { loss: meanSquaredError(), seed: 1 });
    const state = await engine.readState();
    const tensors = tf.memory().numTensors;
    expect(() => engine.trainBatch([rows(1, 2), rows(3)], GRADIENT_STEP)).toThrow(ShapeMismatchError);
    expect(await engine.readState()).toEqual(state);
    expect(tf.memory().numTensors).toBe(tensors);

    const untracked = sequential({ inputShape: [1], layers: [batchNorm({ trackRunningStats: false })] });
    using other = await createTfjsEngine(tf, untracked, { loss: meanSquaredError(), seed: 1 });
    const others = tf.memory().numTensors;
    await expect(other.predict(rows(1).inputs)).rejects.toThrow(ShapeMismatchError);
    await expect(other.evaluateBatch(rows(1))).rejects.toThrow(/layer 0 \(batch-norm\)/);
    expect(tf.memory().numTensors).toBe(others);
  });
});
