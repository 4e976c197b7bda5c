import { clipByNorm, clipByValue, clipGradients as clipLaw, type GradientClip } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { clipGradients } from "../../src/index.ts";
import { smallData, smallModel } from "../callbacks/small-model.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

const GRADIENTS = [Float32Array.of(3, -4, 0.5), Float32Array.of(12)];

/** Weights at 0, so that a step of rate 1 leaves minus the gradient. */
function step(optimizer: tf.Optimizer, gradients: readonly Float32Array[], form: "list" | "map"): number[][] {
  const variables = gradients.map(({ length }) => tf.variable(tf.zeros([length])));
  const given = variables.map((variable, index) => ({ name: variable.name, tensor: tf.tensor(gradients[index]!) }));
  const map = Object.fromEntries(given.map(({ name, tensor }) => [name, tensor]));
  optimizer.applyGradients(form === "list" ? given : map);
  const moved = variables.map((variable) => Array.from(variable.dataSync(), (value) => 0 - value));
  tf.dispose([variables, given]);
  return moved;
}

function lawOf(gradients: readonly Float32Array[], clip: GradientClip): number[][] {
  const copies = gradients.map((gradient) => gradient.slice());
  clipLaw(copies, clip);
  return copies.map((gradient) => Array.from(gradient));
}

describe.each(BACKENDS)("clipGradients on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test.each([clipByNorm(1), clipByNorm(100), clipByValue(2)])("is core's law: %j", (clip) => {
    for (const form of ["list", "map"] as const) {
      const moved = step(clipGradients(tf, tf.train.sgd(1), clip), GRADIENTS, form);
      const wanted = lawOf(GRADIENTS, clip);
      // f32 sums in place of f64 ones: two roundings of the norm, one of the quotient.
      for (const [index, values] of moved.entries()) {
        for (const [at, value] of values.entries()) {
          expect(Math.abs(value - wanted[index]![at]!)).toBeLessThanOrEqual(4 * 2 ** -24 * Math.abs(value));
        }
      }
    }
  });

  test("keeps a NaN, which clipping by norm spreads", () => {
    const broken = [Float32Array.of(3, NaN, -9), Float32Array.of(1)];
    const byValue = step(clipGradients(tf, tf.train.sgd(1), clipByValue(2)), broken, "list");
    expect(byValue).toEqual([[2, NaN, -2], [1]]);
    const byNorm = step(clipGradients(tf, tf.train.sgd(1), clipByNorm(1)), broken, "list");
    expect(byNorm).toEqual([[NaN, NaN, NaN], [NaN]]);
    const infinite = step(clipGradients(tf, tf.train.sgd(1), clipByNorm(1)), [Float32Array.of(3, Infinity)], "list");
    expect(infinite).toEqual([[0, NaN]]);
  });

  test("in fit leaks nothing", async () => {
    const { xs, ys } = smallData();
    const model = smallModel({ optimizer: clipGradients(tf, tf.train.momentum(0.1, 0.9), clipByNorm(0.5)) });
    const fit = (): Promise<unknown> => model.fit(xs, ys, { epochs: 3, batchSize: 4 });
    await fit();
    const tensors = tf.memory().numTensors;
    await fit();
    expect(tf.memory().numTensors).toBe(tensors);
    tf.dispose([xs, ys]);
    model.dispose();
  });

  test("in fit keeps a step within the norm, where stock tfjs does not", async () => {
    const { xs, ys } = smallData();
    const scaled = tf.mul(ys, 1000);
    const distanceOf = async (optimizer: tf.Optimizer): Promise<number> => {
      const model = smallModel();
      model.compile({ optimizer, loss: "meanSquaredError" });
      const before = model.trainableWeights.map((weight) => weight.read().dataSync().slice());
      await model.fit(xs, scaled, { epochs: 1, batchSize: 20 });
      const after = model.trainableWeights.map((weight) => weight.read().dataSync());
      model.dispose();
      const squares = after.flatMap((values, index) =>
        Array.from(values, (value, at) => (value - before[index]![at]!) ** 2),
      );
      return Math.sqrt(squares.reduce((total, square) => total + square, 0));
    };
    const clipped = await distanceOf(clipGradients(tf, tf.train.sgd(1), clipByNorm(0.5)));
    expect(Math.abs(clipped - 0.5)).toBeLessThan(1e-5);
    expect(await distanceOf(tf.train.sgd(1))).toBeGreaterThan(5);
    tf.dispose([xs, ys, scaled]);
  });
});

describe("clipGradients", () => {
  beforeAll(() => startBackend("cpu"));

  test.each([
    ["momentum", () => tf.train.momentum(0.1, 0.9)],
    ["adam", () => tf.train.adam(0.1)],
    ["rmsprop", () => tf.train.rmsprop(0.1)],
    ["adagrad", () => tf.train.adagrad(0.1)],
    ["adadelta", () => tf.train.adadelta(0.1)],
    ["adamax", () => tf.train.adamax(0.1)],
  ])("gives %s what it would get from clipped gradients", (_name, make) => {
    const clipped = clipGradients(tf, make(), clipByValue(2));
    const wanted = make();
    const small = lawOf(GRADIENTS, clipByValue(2)).map((values) => Float32Array.from(values));
    expect(step(clipped, GRADIENTS, "list")).toEqual(step(wanted, small, "list"));
    expect(clipped.iterations).toBe(1);
  });

  test("called again takes the place of the clip before, and leaves a wrapper of one's own", () => {
    const optimizer = tf.train.sgd(1);
    let calls = 0;
    const apply = optimizer.applyGradients.bind(optimizer);
    optimizer.applyGradients = (gradients) => {
      calls++;
      apply(gradients);
    };
    clipGradients(tf, optimizer, clipByValue(0.125));
    clipGradients(tf, optimizer, clipByValue(8));
    expect(step(optimizer, [Float32Array.of(4)], "map")).toEqual([[4]]);
    expect(calls).toBe(1);
  });

  test("leaves out gradients that are not there", () => {
    const optimizer = clipGradients(tf, tf.train.sgd(1), clipByNorm(1));
    const [moved, still] = [tf.variable(tf.scalar(0)), tf.variable(tf.scalar(3))];
    const tensor = tf.scalar(5);
    optimizer.applyGradients([
      { name: moved.name, tensor },
      { name: still.name, tensor: null as never },
    ]);
    expect(still.dataSync()[0]).toBe(3);
    expect(moved.dataSync()[0]).toBeCloseTo(-1, 5);
    tf.dispose([moved, still, tensor]);
  });

  test("does not hinder saving a model with its optimiser, which comes back unclipped", async () => {
    const { xs, ys } = smallData();
    const model = smallModel({ optimizer: clipGradients(tf, tf.train.momentum(0.1, 0.9), clipByNorm(1)) });
    await model.fit(xs, ys, { epochs: 1 });
    let saved: tf.io.ModelArtifacts | undefined;
    const keep = async (artifacts: tf.io.ModelArtifacts): Promise<tf.io.SaveResult> => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    };
    await model.save(tf.io.withSaveHandler(keep), { includeOptimizer: true });
    const config = (saved!.trainingConfig as unknown as { optimizer_config: object }).optimizer_config;
    expect(config).toEqual({
      class_name: "Momentum",
      config: { learningRate: 0.1, momentum: 0.9, useNesterov: false },
    });
    const loaded = (await tf.loadLayersModel(tf.io.fromMemory(saved!))) as tf.Sequential;
    expect(() => clipGradients(tf, loaded.optimizer, clipByNorm(1))).not.toThrow();
    tf.dispose([xs, ys]);
    model.dispose();
    loaded.dispose();
  });

  test.each([
    [() => clipGradients(tf, "sgd" as never, clipByNorm(1)), /must be an optimiser of tf.train, got "sgd"/],
    [() => clipGradients(tf, null as never, clipByNorm(1)), /must be an optimiser/],
    [() => clipGradients(tf, tf.train.sgd(1), 5 as never), /clip: kind must be one of "value", "norm"/],
    [() => clipGradients(tf, tf.train.sgd(1), { kind: "norm", limit: 0 }), /limit must be a number greater than 0/],
    [() => clipGradients({} as never, tf.train.sgd(1), clipByNorm(1)), /the first argument/],
  ])("refuses what it cannot take (%#)", (make, said) => {
    expect(make).toThrow(said);
  });
});
