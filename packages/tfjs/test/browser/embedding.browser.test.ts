import { embedding, flatten, meanSquaredError, relu, sequential, tensor } from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { seededTensor } from "../engine/seeded-tensor.ts";
import { PAGE_BACKENDS, startPageBackend } from "./start-page-backend.ts";

/** A step that is the gradient itself. */
const STEP = { learningRate: 1, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };
const [PLACES, IDS, SIZE] = [301, 5, 3];

describe.each(PAGE_BACKENDS)("an embedding on %s", (backend) => {
  beforeAll(() => startPageBackend(backend));

  test("sums the gradients of ids that come up again and again, at every run alike", async () => {
    // Id 4 never comes up, id 3 once, id 0 172 times.
    const ids = Float32Array.from({ length: PLACES }, (_, place) =>
      place === 200 ? 3 : [0, 0, 0, 0, 1, 1, 2][place % 7]!,
    );
    const model = sequential({ inputShape: [PLACES], layers: [embedding(IDS, SIZE, { paddingIndex: 2 }), flatten()] });
    const weights = { "0.weight": tensor([IDS, SIZE], new Float32Array(IDS * SIZE)) };
    const options = { loss: meanSquaredError(), weights };
    // The gradient of an output of 0 is -2 / (PLACES · SIZE) times its target.
    const targets = seededTensor(5, [1, PLACES * SIZE], -PLACES * SIZE, PLACES * SIZE);
    const batch = { inputs: tensor([1, PLACES], ids), targets, masks: [] };
    const learnt: Float32Array[] = [];
    for (let run = 0; run < 3; run++) {
      using engine = await createTfjsEngine(tf, model, options);
      await engine.trainBatch([batch], STEP).read();
      learnt.push((await engine.readState()).parameters["0.weight"]!.data);
    }
    expect(learnt[1]).toEqual(learnt[0]);
    expect(learnt[2]).toEqual(learnt[0]);
    using reference = createReferenceEngine(model, options);
    await reference.trainBatch([batch], STEP).read();
    const expected = (await reference.readState()).parameters["0.weight"]!.data;
    for (const [index, value] of expected.entries()) {
      // Up to 172 terms below 2, whose sum is a random walk: 8·√172 roundings of less than 64.
      expect(Math.abs(learnt[0]![index]! - value)).toBeLessThanOrEqual(8 * Math.sqrt(172) * 64 * 2 ** -24);
    }
    expect([...expected.subarray(2 * SIZE, 3 * SIZE), ...expected.subarray(4 * SIZE)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(1);
  });

  test.skipIf(backend === "webgpu")("reads and checks the ids that a layer before it makes", async () => {
    const model = sequential({ inputShape: [3], layers: [relu(), embedding(4, 2), flatten()] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    const weight = (await engine.readState()).parameters["1.weight"]!.data;
    const tensors = tf.memory().numTensors;
    const { data } = await engine.predict(tensor([1, 3], Float32Array.of(3, -5, 1)));
    expect([...data]).toEqual([3, 0, 1].flatMap((id) => [...weight.subarray(2 * id, 2 * id + 2)]));
    await expect(engine.predict(tensor([1, 3], Float32Array.of(0, 4, 0)))).rejects.toThrow(
      /layer 1 \(embedding\): element 1 must be an integer from 0 to 3, got 4/,
    );
    expect(tf.memory().numTensors).toBe(tensors);
  });

  test.runIf(backend === "webgpu")("is refused after a layer that computes", async () => {
    const model = sequential({ inputShape: [3], layers: [relu(), embedding(4, 2), flatten()] });
    const made = createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    await expect(made).rejects.toThrow(
      /layer 1 \(embedding\) takes the model's inputs, not what a layer before it computes/,
    );
  });
});
