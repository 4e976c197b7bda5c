import { dense, meanSquaredError, sequential, sgd, tensor, type SgdStep } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import {
  checkpoint,
  clipGradients,
  createTfjsEngine,
  learningRateSchedule,
  memoryStore,
  reduceOnPlateau,
} from "../../src/index.ts";
import { smallData, smallModel } from "../callbacks/small-model.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

/** A weight w whose loss is w, with the gradient 1 wherever it is. */
async function movesOfEngine(momenta: readonly number[]): Promise<number[]> {
  const model = sequential({ inputShape: [1], layers: [dense(1, { bias: false })] });
  const weights = { "0.weight": tensor([1, 1], Float32Array.of(0)) };
  using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), weights });
  const moves: number[] = [];
  for (const momentum of momenta) {
    const { parameters } = await engine.readState();
    const weight = parameters["0.weight"]!.data[0]!;
    // (w - target)² has the gradient 1 at target w - 0.5.
    const inputs = tensor([1, 1], Float32Array.of(1));
    const targets = tensor([1, 1], Float32Array.of(weight - 0.5));
    const update: SgdStep = { learningRate: 1, momentum, gradientScale: 1, nesterov: false, weightDecay: 0 };
    await engine.trainBatch([{ inputs, targets, masks: [] }], update).read();
    moves.push(weight - (await engine.readState()).parameters["0.weight"]!.data[0]!);
  }
  return moves;
}

/** The same weight moved by an optimiser of tf.train. */
function movesOfStock(momenta: readonly number[]): number[] {
  const optimizer = tf.train.momentum(1, momenta[0]!);
  const [weight, gradient] = [tf.variable(tf.scalar(0)), tf.scalar(1)];
  const moves = momenta.map((momentum) => {
    const before = weight.dataSync()[0]!;
    optimizer.setMomentum(momentum);
    optimizer.applyGradients([{ name: weight.name, tensor: gradient }]);
    return before - weight.dataSync()[0]!;
  });
  optimizer.dispose();
  tf.dispose([weight, gradient]);
  return moves;
}

describe.each(BACKENDS)("optimisers of tfjs on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test("setMomentum changes nothing; ours takes the momentum of each step", async () => {
    // v = m v + 1: 1, then 0.5 + 1, then 0 + 1.
    expect(movesOfStock([0.5, 0.5, 0])).toEqual([1, 1.5, 1.75]);
    expect(await movesOfEngine([0.5, 0.5, 0])).toEqual([1, 1.5, 1]);
  });

  test("a velocity belongs to a place in a list and moves another weight; ours belongs to its weight", async () => {
    const optimizer = tf.train.momentum(1, 0.5);
    const [one, two] = [tf.variable(tf.scalar(0)), tf.variable(tf.scalar(0))];
    const [gradient, none] = [tf.scalar(1), tf.scalar(0)];
    optimizer.applyGradients([{ name: one.name, tensor: gradient }]);
    // Only `one` has ever had a gradient.
    optimizer.applyGradients([{ name: two.name, tensor: none }]);
    expect(two.dataSync()[0]).toBe(-0.5);
    optimizer.dispose();
    tf.dispose([one, two, gradient, none]);

    const model = sequential({ inputShape: [1], layers: [dense(1)] });
    const weights = { "0.weight": tensor([1, 1], Float32Array.of(1)), "0.bias": tensor([1], Float32Array.of(0)) };
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), weights });
    // (0 w + b - 1)² has the gradients 0 and -2.
    const batch = { inputs: tensor([1, 1], Float32Array.of(0)), targets: tensor([1, 1], Float32Array.of(1)) };
    const update: SgdStep = { learningRate: 1, momentum: 0.5, gradientScale: 1, nesterov: false, weightDecay: 0 };
    await engine.trainBatch([{ ...batch, masks: [] }], update).read();
    const { velocity } = await engine.readState();
    expect(velocity!["0.weight"]!.data[0]).toBeCloseTo(0);
    expect(velocity!["0.bias"]!.data[0]).toBe(-2);
  });
});

describe("tfjs", () => {
  beforeAll(() => startBackend("cpu"));

  test("has one callback, and neither schedules, weight decay nor clipping by norm; ours has them", () => {
    expect(Object.keys(tf.callbacks)).toEqual(["earlyStopping"]);
    const functions = Object.entries(tf).filter(([, value]) => typeof value === "function");
    const named = functions.map(([name]) => name).filter((name) => /schedule|decay|clip/i.test(name));
    expect(named).toEqual(["clipByValue"]);
    expect(Object.keys(tf.train.adam(0.1).getConfig()).filter((name) => /decay|clip/i.test(name))).toEqual([]);
    const ours = [checkpoint, clipGradients, learningRateSchedule, reduceOnPlateau];
    expect(ours.map((made) => typeof made)).toEqual(ours.map(() => "function"));
    expect(sgd({ learningRate: 0.1, weightDecay: 0.01 })).toMatchObject({ weightDecay: 0.01 });
  });

  test("only sgd and momentum have setLearningRate; ours sets the rate of every optimiser", async () => {
    const adam = () => tf.train.adam(1);
    const rmsprop = () => tf.train.rmsprop(1);
    expect([tf.train.sgd(1), tf.train.momentum(1, 0)].every((optimizer) => "setLearningRate" in optimizer)).toBe(true);
    expect([adam(), rmsprop()].some((optimizer) => "setLearningRate" in optimizer)).toBe(false);
    const { xs, ys } = smallData();
    for (const make of [adam, rmsprop]) {
      const model = smallModel({ optimizer: make() });
      const frozen = learningRateSchedule(tf, 0);
      const before = model.layers[0]!.getWeights()[0]!.dataSync().slice();
      await model.fit(xs, ys, { epochs: 1, callbacks: frozen });
      expect(model.layers[0]!.getWeights()[0]!.dataSync()).toEqual(before);
      model.dispose();
    }
    tf.dispose([xs, ys]);
  });

  test("model.save leaves the optimiser out; our checkpoint has its slots", async () => {
    const { xs, ys } = smallData();
    const model = smallModel({ optimizer: tf.train.momentum(0.1, 0.9) });
    const store = memoryStore();
    await model.fit(xs, ys, { epochs: 1, callbacks: checkpoint(tf, { store }) });
    let saved: tf.io.ModelArtifacts | undefined;
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
      }),
    );
    expect(saved!.trainingConfig).toBeUndefined();
    const again = await tf.loadLayersModel(tf.io.fromMemory(saved!));
    expect(again.optimizer).toBeUndefined();

    const text = new TextDecoder("latin1").decode(await store.load("checkpoint"));
    expect(text).toContain("optimizer.accumulations.0");
    tf.dispose([xs, ys]);
    model.dispose();
  });
});
