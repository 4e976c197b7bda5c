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
    const layer = make(tf, { seed: SEED, site: 3 });
    const model = modelOf(layerCase, layer);
    const inputs = nonZeroInputs(5, inputShape);
    const [x, y] = [tf.tensor(inputs, [5, ...inputShape]), tf.zeros([5, 1])];
    const calls = recordTrainingCalls(layer);
    const steps = dropoutSteps(tf, model);
    await model.fit(x, y, { epochs: 2, batchSize: 2, shuffle: false, verbose: 0, callbacks: [steps] });
    const outputs = await calls.read();
    expect(outputs).toHaveLength(BATCHES.length);
    for (const [step, batch] of BATCHES.entries()) {
      const expected = expectedOutput(layerCase, inputs, { seed: SEED, site: 3, step, ...batch });
      expect(expected).toHaveLength(batch.rows * shapeSize(inputShape));
      // A GPU may fuse the product and the sum of the layers that have both; what only drops and scales has no such choice.
      if (exact || site.kind === "dropout") expect(outputs[step]).toEqual(expected);
      else expected.forEach((value, index) => expect(outputs[step]![index]).toBeCloseTo(value, 5));
    }
    expect(layer.lockstepStep).toBe(6);
    expect(steps.step).toBe(6);
    tf.dispose([x, y]);
    model.dispose();
  });
}

function modelOf({ inputShape }: RandomLayerCase, layer: RandomLayer): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.reshape({ targetShape: [...inputShape], inputShape: [...inputShape] }));
  model.add(layer);
  model.add(tf.layers.reshape({ targetShape: [shapeSize(inputShape)] }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: tf.train.sgd(0.01), loss: "meanSquaredError" });
  return model;
}
