import {
  dense,
  embedding,
  flatten,
  gru,
  lstm,
  maskOfSite,
  meanSquaredError,
  multiHeadAttention,
  positionalEmbedding,
  relu,
  sequential,
  softmaxCrossEntropy,
  tensor,
  type LayerSpec,
  type MicroBatch,
  type ModelSpec,
  type TrainingEngine,
} from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { distance } from "./distance.ts";
import { seededTensor } from "./seeded-tensor.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

const [ROWS, POSITIONS, FEATURES, IDS, CLASSES] = [6, 7, 8, 11, 3];
const STEP = { learningRate: 0.1, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };
const STEPS = 20;
/**
 * A weight after 20 steps of rate 0.1 has moved by 2 gradients. One has about 600 roundings behind it (7 positions of 70 each,
 * there and back), of numbers below 2: min(600, 8·√600)·2·2^-24 = 2.3e-5, and 4.7e-5 for two of them.
 */
const TOLERANCE = 5e-5;

const LOCKED = { hidden: 5, inputDropout: 0.3, recurrentDropout: 0.4 } as const;
/** What stands between the embedding and the output. */
const STACKS: Readonly<Record<string, readonly LayerSpec[]>> = {
  lstm: [lstm({ hidden: 9 })],
  "two lstm in both directions, with dropout": [lstm({ ...LOCKED, layers: 2, bidirectional: true })],
  gru: [gru({ hidden: 9, returnSequence: "all" })],
  "two gru in both directions, with dropout": [gru({ ...LOCKED, layers: 2, bidirectional: true })],
  attention: [positionalEmbedding(), multiHeadAttention({ heads: 2, dropout: 0.2 })],
  "causal attention": [multiHeadAttention({ heads: 4, causal: true, dropout: 0.2 }), dense(FEATURES), relu()],
};

describe.each(BACKENDS)("layers of sequences on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test.each(Object.entries(STACKS))("%s: twenty steps go the way of the reference engine", async (_name, layers) => {
    const model = modelOf(layers);
    const options = { loss: softmaxCrossEntropy(), seed: 2 };
    using reference = createReferenceEngine(model, options);
    const tensors = tf.memory().numTensors;
    const engine = await createTfjsEngine(tf, model, options);
    const begun = (await reference.readState()).parameters;
    for (let step = 0; step < STEPS; step++) {
      const expected = await reference.trainBatch([batchOf(reference, step)], STEP).read();
      const actual = await engine.trainBatch([batchOf(engine, step)], STEP).read();
      expect(Math.abs(actual.lossSum - expected.lossSum)).toBeLessThan(ROWS * TOLERANCE);
    }
    const expected = (await reference.readState()).parameters;
    expect(distance((await engine.readState()).parameters, expected)).toBeLessThan(TOLERANCE);
    // Otherwise weights that stay where they were would do.
    expect(distance(begun, expected)).toBeGreaterThan(1000 * TOLERANCE);
    // One tensor a parameter, and nothing else.
    expect(tf.memory().numTensors - tensors).toBe(Object.keys(begun).length);
    engine.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
  });

  test("ids that a layer before the embedding makes are checked as they come", async () => {
    const model = sequential({ inputShape: [3], layers: [relu(), embedding(4, 2, { paddingIndex: 1 }), flatten()] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    const { "1.weight": weight } = (await engine.readState()).parameters;
    const tensors = tf.memory().numTensors;
    // -5 becomes 0.
    const { data } = await engine.predict(tensor([1, 3], Float32Array.of(3, -5, 1)));
    expect([...data]).toEqual([3, 0, 1].flatMap((id) => [...weight!.data.subarray(2 * id, 2 * id + 2)]));
    await expect(engine.predict(tensor([1, 3], Float32Array.of(0, 4, 0)))).rejects.toThrow(
      /layer 1 \(embedding\): element 1 must be an integer from 0 to 3, got 4/,
    );
    const wrong = { inputs: tensor([1, 3], Float32Array.of(0.5, 0, 0)), targets: tensor([1, 6], new Float32Array(6)) };
    expect(() => engine.trainBatch([{ ...wrong, masks: [] }], STEP)).toThrow(/element 0 must be an integer/);
    expect((await engine.readState()).parameters["1.weight"]).toEqual(weight);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  test("ids have no gradient", async () => {
    const layers = [dense(2, { bias: false }), embedding(3, 1), flatten()];
    const weights = {
      "0.weight": tensor([2, 2], Float32Array.of(1, 0, 0, 1)),
      "1.weight": tensor([3, 1], Float32Array.of(5, 6, 7)),
    };
    using engine = await createTfjsEngine(tf, sequential({ inputShape: [2], layers }), {
      loss: meanSquaredError(),
      weights,
    });
    const inputs = tensor([1, 2], Float32Array.of(2, 1));
    expect([...(await engine.predict(inputs)).data]).toEqual([7, 6]);
    const tensors = tf.memory().numTensors;
    const batch = { inputs, targets: tensor([1, 2], new Float32Array(2)), masks: [] };
    expect(() => engine.trainBatch([batch], STEP)).toThrow(/layer 1 \(embedding\) has no gradient for its ids/);
    expect((await engine.readState()).parameters).toEqual(weights);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  test("a batch of nothing but padding teaches an embedding nothing", async () => {
    const model = sequential({ inputShape: [2], layers: [embedding(3, 2, { paddingIndex: 1 }), flatten()] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    const before = await engine.readState();
    const batch = {
      inputs: tensor([1, 2], Float32Array.of(1, 1)),
      targets: tensor([1, 4], new Float32Array(4).fill(NaN)),
    };
    await engine.trainBatch([{ ...batch, masks: [] }], STEP).read();
    expect(await engine.readState()).toEqual(before);
  });

  describe("causal attention", () => {
    const attention = multiHeadAttention({ heads: 2, causal: true });

    test.each([NaN, Infinity])("shows %d to no position before it", async (strange) => {
      const model = sequential({ inputShape: [4, 4], layers: [attention] });
      using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
      const inputs = seededTensor(4, [1, 4, 4], -1, 1);
      const plain = (await engine.predict(inputs)).data;
      inputs.data.fill(strange, 8, 12);
      const { data } = await engine.predict(inputs);
      expect([...data.subarray(0, 8)]).toEqual([...plain.subarray(0, 8)]);
      expect([...data.subarray(8)]).toEqual(Array.from({ length: 8 }, () => NaN));
    });

    test("hands a NaN among the gradients to no position after it", async () => {
      const model = sequential({ inputShape: [4], layers: [embedding(4, 4), attention, flatten()] });
      const options = { loss: meanSquaredError(), seed: 1 };
      using engine = await createTfjsEngine(tf, model, options);
      using reference = createReferenceEngine(model, options);
      const inputs = tensor([1, 4], Float32Array.of(0, 1, 2, 3));
      const targets = tensor([1, 16], new Float32Array(16).fill(NaN, 4, 8));
      const learnt = [];
      for (const each of [engine, reference]) {
        await each.trainBatch([{ inputs, targets, masks: [] }], STEP).read();
        learnt.push([...(await each.readState()).parameters["0.weight"]!.data].map(Number.isNaN));
      }
      expect(learnt[0]).toEqual(learnt[1]);
      expect(learnt[0]).toEqual(Array.from({ length: 16 }, (_, index) => index < 8));
    });

    test("weighs what a position does not see as 0, even where its own scores are NaN", async () => {
      const model = sequential({
        inputShape: [4],
        layers: [embedding(4, 2), multiHeadAttention({ heads: 1, causal: true, bias: false }), flatten()],
      });
      const weights = {
        "0.weight": tensor([4, 2], Float32Array.of(0.1, 0.5, 1e30, 0.6, 0.2, 0.7, 0.3, 0.8)),
        // The query at position 1 is 1e40, which is infinite; its scores are the difference of infinities.
        "1.in_proj_weight": tensor([6, 2], Float32Array.of(1e10, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1)),
        "1.out_proj.weight": tensor([2, 2], Float32Array.of(1, 0, 0, 1)),
      };
      const options = { loss: meanSquaredError(), weights };
      using engine = await createTfjsEngine(tf, model, options);
      using reference = createReferenceEngine(model, options);
      const batch = {
        inputs: tensor([1, 4], Float32Array.of(0, 1, 2, 3)),
        targets: tensor([1, 8], new Float32Array(8)),
      };
      for (const each of [engine, reference]) {
        await each.trainBatch([{ ...batch, masks: [] }], STEP).read();
        const learnt = (await each.readState()).parameters["0.weight"]!.data;
        expect([...learnt].map(Number.isNaN)).toEqual([true, true, true, true, false, false, false, false]);
      }
    });
  });
});

function modelOf(layers: readonly LayerSpec[]): ModelSpec {
  return sequential({
    inputShape: [POSITIONS],
    layers: [embedding(IDS, FEATURES, { paddingIndex: 2 }), ...layers, flatten(), dense(CLASSES)],
  });
}

function batchOf({ randomSites }: TrainingEngine, step: number): MicroBatch {
  const inputs = seededTensor(step, [ROWS, POSITIONS], 0, IDS);
  return {
    inputs: tensor(inputs.shape, inputs.data.map(Math.floor)),
    targets: tensor(
      [ROWS],
      Int32Array.from({ length: ROWS }, (_, row) => (row + step) % CLASSES),
    ),
    masks: randomSites.map((randomSite, site) => maskOfSite(randomSite, { seed: 1, site, step, rows: ROWS })),
  };
}
