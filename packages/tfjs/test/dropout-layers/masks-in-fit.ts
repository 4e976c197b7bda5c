import { shapeSize } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";

import { dropoutSteps } from "../../src/dropout-layers/dropout-steps.ts";
import type { RandomLayer } from "../../src/dropout-layers/random-layer.ts";
import { expectedOutput, nonZeroInputs, RANDOM_LAYER_CASES, type RandomLayerCase } from "./random-layer-cases.ts";
import { recordTrainingCalls } from "./record-training-calls.ts";

const SEED = 2n ** 60n + 3n;
/** Five rows by twos, twice: steps 0 to 5. */
const BATCHES = [0, 1].flatMap(() => [
  { firstRow: 0, rows: 2 },
  { firstRow: 2, rows: 2 },
  { firstRow: 4, rows: 1 },
]);

/** The masks of every layer during `model.fit` on the current backend, by core's. */
export function testMasksInFit(backend: string): void {
  const exact = backend === "cpu" || backend === "wasm";
  test.each(RANDOM_LAYER_CASES)("$name draws core's masks, step by step within fit", async (layerCase) => {
    const { inputShape, make, site } = layerCase;
    // A GPU may fuse a product and a sum; what only drops and scales has no such choice.
    const tolerance = exact || site.kind === "dropout" ? 0 : 1e-5;
    const before = tf.memory().numTensors;
    const layer = make(tf, { seed: SEED, site: 3 });
    const optimizer = tf.train.sgd(0.01);
    const model = modelOf(layerCase, layer);
    model.compile({ optimizer, loss: "meanSquaredError" });
    const inputs = nonZeroInputs(5, inputShape);
    const [x, y] = [tf.tensor(inputs, [5, ...inputShape]), tf.zeros([5, 1])];
    const calls = recordTrainingCalls(layer);
    const steps = dropoutSteps(tf, model);
    await model.fit(x, y, { epochs: 2, batchSize: 2, shuffle: false, callbacks: [steps] });
    const outputs = await calls.read();
    expect(outputs).toHaveLength(BATCHES.length);
    for (const [step, batch] of BATCHES.entries()) {
      const expected = expectedOutput(layerCase, inputs, { seed: SEED, site: 3, step, ...batch });
      expect(expected).toHaveLength(batch.rows * shapeSize(inputShape));
      expect(outputs[step]).toHaveLength(expected.length);
      expect(largestDifference(outputs[step]!, expected)).toBeLessThanOrEqual(tolerance);
    }
    expect(layer.lockstepStep).toBe(6);
    expect(steps.step).toBe(6);
    tf.dispose([x, y]);
    model.dispose();
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
}

/** 0 for equal bits only: +0 is not -0. */
function largestDifference(values: Float32Array, expected: Float32Array): number {
  return Math.max(
    ...Array.from(expected, (value, i) =>
      Object.is(value, values[i]) ? 0 : Math.abs(value - values[i]!) || Number.MIN_VALUE,
    ),
  );
}

function modelOf({ inputShape }: RandomLayerCase, layer: RandomLayer): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.reshape({ targetShape: [...inputShape], inputShape: [...inputShape] }));
  model.add(layer);
  model.add(tf.layers.reshape({ targetShape: [shapeSize(inputShape)] }));
  model.add(tf.layers.dense({ units: 1 }));
  return model;
}
