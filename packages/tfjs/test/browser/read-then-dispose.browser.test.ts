import { dense, sequential, softmaxCrossEntropy } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { PAGE_BACKENDS, startPageBackend } from "./start-page-backend.ts";

describe.each(PAGE_BACKENDS)("a read on %s", (backend) => {
  beforeAll(() => startPageBackend(backend));

  test("of the state ends well where the engine is disposed meanwhile", async () => {
    const before = tf.memory().numTensors;
    const engine = await createTfjsEngine(tf, sequential({ inputShape: [2], layers: [dense(2)] }), {
      loss: softmaxCrossEntropy(),
      seed: 1,
    });
    const inputs = { shape: [1, 2], data: Float32Array.of(1, 2) };
    const targets = { shape: [1], data: Int32Array.of(1) };
    // After a step the state is on the device alone.
    const update = { learningRate: 1, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };
    await engine.trainBatch([{ inputs, targets, masks: [] }], update).read();
    const reading = engine.readState();
    engine.dispose();
    const { parameters } = await reading;
    expect(parameters["0.weight"]!.shape).toEqual([2, 2]);
    expect(parameters["0.weight"]!.data.some((weight) => weight !== 0)).toBe(true);
    expect(tf.memory().numTensors).toBe(before);
  });
});
