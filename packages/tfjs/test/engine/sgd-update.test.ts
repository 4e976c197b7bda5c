import { dense, meanSquaredError, sequential, sgd, sgdStep, sgdUpdate, tensor } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

const OPTIMIZERS = [
  { learningRate: 0.1 },
  { learningRate: 0.1, weightDecay: 0.01 },
  { learningRate: 0.1, momentum: 0.9 },
  { learningRate: 0.1, momentum: 0.9, dampening: 0.3, weightDecay: 0.01 },
  { learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.01 },
];

describe.each(BACKENDS)("the update on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test.each(OPTIMIZERS)("is core's law, bit for bit: %o", async (options) => {
    const optimizer = sgd(options);
    const model = sequential({ inputShape: [1], layers: [dense(1, { bias: false })] });
    const weights = Float32Array.of(0.7);
    const velocity = Float32Array.of(0);
    using engine = await createTfjsEngine(tf, model, {
      loss: meanSquaredError(),
      weights: { "0.weight": tensor([1, 1], weights) },
    });
    const batch = {
      inputs: tensor([1, 1], Float32Array.of(1)),
      targets: tensor([1, 1], Float32Array.of(-0.3)),
      masks: [],
    };
    for (let step = 0; step < 20; step++) {
      // With x = 1 the gradient is 2 · (w - t): no product or sum in it rounds but the difference.
      const gradient = Float32Array.of(2 * Math.fround(weights[0]! - Math.fround(-0.3)));
      sgdUpdate(weights, gradient, velocity, sgdStep(optimizer, step));
      await engine.trainBatch([batch], sgdStep(optimizer, step)).read();
      const state = await engine.readState();
      expect(state.parameters["0.weight"]!.data).toEqual(weights);
      expect(state.velocity?.["0.weight"]?.data).toEqual(optimizer.momentum !== 0 ? velocity : undefined);
    }
  });

  test("leaves a velocity alone while momentum is 0", async () => {
    const model = sequential({ inputShape: [1], layers: [dense(1, { bias: false })] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    const velocity = { "0.weight": tensor([1, 1], Float32Array.of(5)) };
    await engine.writeState({ ...(await engine.readState()), velocity });
    const one = tensor([1, 1], Float32Array.of(1));
    await engine.trainBatch([{ inputs: one, targets: one, masks: [] }], sgdStep(sgd({ learningRate: 0.1 }), 0)).read();
    expect((await engine.readState()).velocity).toEqual(velocity);
  });
});
