import { dense, flatten, meanSquaredError, sequential, softmaxCrossEntropy, tensor, type Batch } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

/** A model that hands its inputs on as logits. */
const IDENTITY = sequential({ inputShape: [3], layers: [flatten()] });

function logits(...rows: readonly (readonly number[])[]): Batch["inputs"] {
  return tensor([rows.length, 3], Float32Array.from(rows.flat()));
}

describe.each(BACKENDS)("evaluation on %s", (backend) => {
  beforeAll(() => startBackend(backend));
  afterEach(() => vi.restoreAllMocks());

  async function evaluate(batch: Batch): Promise<{ lossSum: number; weightSum: number; correctCount?: number }> {
    using engine = await createTfjsEngine(tf, IDENTITY, { loss: softmaxCrossEntropy(), seed: 1 });
    return engine.evaluateBatch(batch);
  }

  test("counts a row whose first largest output is at its label", async () => {
    const rows = [
      [1, 2, 3],
      [3, 3, 1],
      [0, 5, 5],
      [2, 2, 2],
    ];
    for (const [label, correctCount] of [2, 1, 1].entries()) {
      const targets = labels(label, label, label, label);
      expect(await evaluate({ inputs: logits(...rows), targets })).toMatchObject({ correctCount });
    }
  });

  test("weighs loss and correct rows alike", async () => {
    const inputs = logits([4, 0, 0], [0, 4, 0], [0, 0, 4]);
    const right = Math.log(1 + 2 * Math.exp(-4));
    const sums = await evaluate({ inputs, targets: labels(0, 1, 0), weights: Float32Array.of(0.5, 4, 2) });
    expect(sums).toMatchObject({ weightSum: 6.5, correctCount: 4.5 });
    // Three f32 terms, the largest about 8: a few units of 2^-21.
    expect(Math.abs(sums.lossSum - (4.5 * right + 2 * (4 + right)))).toBeLessThan(2e-6);
  });

  test("stays finite where e^z does not, and for a class that is impossible", async () => {
    const sums = await evaluate({
      inputs: logits([1000, 0, 0], [1000, 0, 0], [0, -Infinity, 0]),
      targets: labels(0, 1, 2),
    });
    expect(sums.lossSum).toBeCloseTo(0 + 1000 + Math.log(2), 3);
    expect(sums.correctCount).toBe(1);
  });

  test("reads back once, and counts nothing for a regression", async () => {
    const model = sequential({ inputShape: [3], layers: [dense(2)] });
    using regression = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    using classifier = await createTfjsEngine(tf, model, { loss: softmaxCrossEntropy(), seed: 1 });
    const inputs = logits([1, 2, 3], [4, 5, 6]);
    const read = vi.spyOn(tf.backend(), "read");
    expect(await classifier.evaluateBatch({ inputs, targets: labels(0, 1) })).toHaveProperty("correctCount");
    expect(read).toHaveBeenCalledTimes(1);
    const sums = await regression.evaluateBatch({ inputs, targets: tensor([2, 2], new Float32Array(4)) });
    expect(sums).not.toHaveProperty("correctCount");
    expect(read).toHaveBeenCalledTimes(2);
    expect([classifier.loss.kind, regression.loss.kind]).toEqual(["softmax-cross-entropy", "mean-squared-error"]);
  });

  test("a training step reports the same loss as an evaluation before it", async () => {
    const model = sequential({ inputShape: [3], layers: [dense(4)] });
    using engine = await createTfjsEngine(tf, model, { loss: softmaxCrossEntropy(), seed: 1 });
    const batch = { inputs: logits([1, 2, 3], [4, 5, 6]), targets: labels(3, 0), weights: Float32Array.of(1, 0.25) };
    const { lossSum, weightSum } = await engine.evaluateBatch(batch);
    const step = { learningRate: 0.5, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };
    expect(await engine.trainBatch([{ ...batch, masks: [] }], step).read()).toEqual({ lossSum, weightSum });
  });
});

function labels(...classes: readonly number[]): Batch["targets"] {
  return tensor([classes.length], Int32Array.from(classes));
}
