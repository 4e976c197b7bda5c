import { dense, flatten, meanSquaredError, parallel, reshape, sequential, type MicroBatch } from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { product } from "../../src/engine/product.ts";
import { createTfjsEngine } from "../../src/index.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";
import { distance } from "./distance.ts";
import { GRADIENT_STEP } from "./gradient-step.ts";
import { seededTensor } from "./seeded-tensor.ts";

type Multiply = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

/** The sums of the columns of [240, 8] ones, then of the same elements as [40, 48]: 240 and 40 throughout. */
function columnSums(multiply: Multiply): readonly number[] {
  return tf.tidy(() => {
    const b = tf.ones([240, 8]);
    const first = multiply(tf.ones([1, 240]), b);
    const second = multiply(tf.ones([1, 40]), tf.reshape(b, [40, 48]));
    return [...new Set([...first.dataSync(), ...second.dataSync()])];
  });
}

describe.each(BACKENDS)("a product on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test("is right for a factor under another shape than before", () => {
    expect(columnSums((a, b) => product(tf, a, b))).toEqual([240, 40]);
  });

  test("is right where branches of other shapes share a gradient", async () => {
    const [channels, length, rows] = [4, 6, 5];
    const model = sequential({
      inputShape: [channels, length],
      layers: [
        parallel([[dense(length)], [flatten(), dense(channels * length), reshape([channels, length])]], {
          combine: "add",
        }),
      ],
    });
    const options = { loss: meanSquaredError(), seed: 3 };
    using reference = createReferenceEngine(model, options);
    using engine = await createTfjsEngine(tf, model, options);
    const batch: MicroBatch = {
      inputs: seededTensor(1, [rows, channels, length], -1, 1),
      targets: seededTensor(2, [rows, channels, length], -1, 1),
      masks: [],
    };
    await reference.trainBatch([batch], GRADIENT_STEP).read();
    await engine.trainBatch([batch], GRADIENT_STEP).read();
    const expected = (await reference.readState()).parameters;
    // Weights below 2, and sums of 30 terms below 1: a few roundings.
    expect(distance((await engine.readState()).parameters, expected)).toBeLessThan(1e-6);
  });
});

test("stock tfjs takes what it packed for the other shape, on wasm", async () => {
  await startBackend("wasm");
  expect(columnSums((a, b) => tf.matMul(a, b))).not.toEqual([240, 40]);
});
