import {
  dense,
  flatten,
  maskOfSite,
  sequential,
  softmaxCrossEntropy,
  tensor,
  transformerEncoder,
  type MicroBatch,
} from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { distance } from "./distance.ts";
import { seededTensor } from "./seeded-tensor.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

const [ROWS, LENGTH, VOCABULARY, CLASSES] = [6, 9, 12, 3];
const STEP = { learningRate: 0.05, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };
const STEPS = 20;
/**
 * A weight after 20 steps of rate 0.05 has moved by one gradient, which has about 1,500 roundings behind it (two blocks of two
 * branches, there and back, and the sum over 54 vectors), of numbers below 4: 8·√1500·4·2^-24.
 */
const TOLERANCE = 8e-5;

describe.each(BACKENDS)("networks on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test.each(["before", "after"] as const)(
    "a transformer encoder with norm %s goes the way of the reference engine",
    async (norm) => {
      const whole = transformerEncoder({
        vocabulary: VOCABULARY,
        length: LENGTH,
        classes: CLASSES,
        features: 16,
        norm,
      });
      // All of it but its head: permute, globalAvgPool and dense.
      const model = sequential({ ...whole, layers: [...whole.layers.slice(0, -3), flatten(), dense(CLASSES)] });
      const options = { loss: softmaxCrossEntropy(), seed: 4 };
      using reference = createReferenceEngine(model, options);
      const tensors = tf.memory().numTensors;
      using engine = await createTfjsEngine(tf, model, options);
      const begun = (await reference.readState()).parameters;
      for (let step = 0; step < STEPS; step++) {
        const ids = seededTensor(step, [ROWS, LENGTH], 0, VOCABULARY);
        const batch: MicroBatch = {
          inputs: tensor(ids.shape, ids.data.map(Math.floor)),
          targets: tensor(
            [ROWS],
            Int32Array.from({ length: ROWS }, (_, row) => (row + step) % CLASSES),
          ),
          masks: engine.randomSites.map((site, index) => maskOfSite(site, { seed: 1, site: index, step, rows: ROWS })),
        };
        const expected = await reference.trainBatch([batch], STEP).read();
        const actual = await engine.trainBatch([batch], STEP).read();
        expect(Math.abs(actual.lossSum - expected.lossSum)).toBeLessThan(ROWS * TOLERANCE);
      }
      const expected = (await reference.readState()).parameters;
      const actual = (await engine.readState()).parameters;
      expect(distance(actual, expected)).toBeLessThan(TOLERANCE);
      // Otherwise weights that stay where they were would do.
      expect(distance(begun, expected)).toBeGreaterThan(1000 * TOLERANCE);
      expect(tf.memory().numTensors - tensors).toBe(Object.keys(begun).length);
    },
  );
});
