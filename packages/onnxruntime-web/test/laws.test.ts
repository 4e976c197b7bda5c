import {
  applyDropout,
  dense,
  dropout,
  dropoutMask,
  keepBits,
  keyFromSeed,
  meanSquaredError,
  sequential,
  sgd,
  sgdStep,
  sgdUpdate,
  softmaxCrossEntropy,
  uniform,
  type SgdStep,
} from "@lockstep/core";
import * as ort from "onnxruntime-web";
import { describe, expect, it } from "vitest";
import { createOrtEngine } from "../src/index.ts";
import { MOMENTUM_STEP, PLAIN_STEP, SMALL_MODEL, smallBatch } from "./small-run.ts";

ort.env.wasm.numThreads = 1;

describe("the SGD law", () => {
  /** One row of 1, target 0: output w, loss the mean of w² over two outputs, gradient exactly w. */
  const model = sequential({ inputShape: [1], layers: [dense(2, { bias: false })] });
  const batch = {
    inputs: { shape: [1, 1], data: Float32Array.of(1) },
    targets: { shape: [1, 2], data: Float32Array.of(0, 0) },
    masks: [],
  };
  const momentum = sgd({ learningRate: 0.3, momentum: 0.7, dampening: 0.4, weightDecay: 0.013 });
  const nesterov = sgd({ learningRate: 0.3, momentum: 0.7, nesterov: true, weightDecay: 0.013 });
  const runs: [string, SgdStep[]][] = [
    ["plain", [0, 1].map((step) => sgdStep(sgd({ learningRate: 0.3 }), step))],
    ["weight decay", [0, 1].map((step) => sgdStep(sgd({ learningRate: 0.3, weightDecay: 0.013 }), step))],
    ["momentum with dampening", [0, 1, 2].map((step) => sgdStep(momentum, step))],
    ["momentum, then nesterov", [sgdStep(momentum, 1), sgdStep(nesterov, 2)]],
    ["nesterov", [0, 1, 2].map((step) => sgdStep(nesterov, step))],
    ["momentum, a plain step that leaves the velocity alone, momentum", [MOMENTUM_STEP, PLAIN_STEP, MOMENTUM_STEP]],
  ];

  it.each(runs)("holds bit for bit: %s", async (_, steps) => {
    const weights = Float32Array.of(0.123456, -7.654321);
    const velocity = Float32Array.of(0.33333, -0.1);
    const loss = meanSquaredError();
    const named = (data: Float32Array) => ({ "0.weight": { shape: [2, 1], data: data.slice() } });
    using engine = await createOrtEngine(ort, model, { loss, weights: named(weights) });
    await engine.writeState({ parameters: named(weights), velocity: named(velocity) });
    for (const step of steps) {
      await engine.trainBatch([batch], step).read();
      sgdUpdate(weights, weights.slice(), velocity, step);
    }
    expect(await engine.readState()).toEqual({ parameters: named(weights), velocity: named(velocity) });
  });
});

describe("weights of rows", () => {
  it("count a row as often as its weight says", async () => {
    using engine = await createOrtEngine(ort, SMALL_MODEL, { loss: softmaxCrossEntropy(), seed: 1 });
    const { inputs, targets } = smallBatch(engine, 0, 2);
    const twice = {
      inputs: { shape: [3, 4], data: Float32Array.of(...inputs.data, ...inputs.data.slice(4)) },
      targets: { shape: [3], data: Int32Array.of(targets.data[0]!, targets.data[1]!, targets.data[1]!) },
    };
    const weighted = await engine.evaluateBatch({ inputs, targets, weights: Float32Array.of(1, 2) });
    const repeated = await engine.evaluateBatch(twice);
    expect(weighted.weightSum).toBe(3);
    expect(weighted.lossSum).toBeCloseTo(repeated.lossSum, 5);
    expect(weighted.correctCount).toBe(repeated.correctCount);
  });
});

describe("dropout", () => {
  const rows = 6;
  const features = 10;
  const mask = dropoutMask({ seed: 42, site: 0, step: 3, rate: 0.5, shape: [rows, features] });
  const keep = keepBits(mask);
  const clean = uniform(keyFromSeed(4), rows * features).map((value, index) => (keep[index] === 1 ? value : 0));
  const poison = [NaN, Infinity, -Infinity];
  const poisoned = clean.map((value, index) => (keep[index] === 1 ? value : poison[index % 3]!));

  it("selects: predictions equal core's law bit for bit, with NaN and infinities in dropped units", async () => {
    const model = sequential({ inputShape: [features], layers: [dropout(0.5)] });
    using engine = await createOrtEngine(ort, model, { loss: meanSquaredError(), seed: 1 });
    const { shape, data } = await engine.predict({ shape: [rows, features], data: poisoned }, [mask]);
    expect(shape).toEqual([rows, features]);
    expect(bits(data)).toEqual(bits(applyDropout(poisoned, mask)));
    // Kept ones do come through.
    const kept = await engine.predict({ shape: [rows, features], data: poisoned }, [{ ...mask, threshold: 2 ** 23 }]);
    expect(kept.data.some(Number.isNaN)).toBe(true);
  });

  it("keeps NaN and infinities of dropped units out of a training step's weights", async () => {
    const model = sequential({ inputShape: [features], layers: [dropout(0.5), dense(2)] });
    const after = [];
    for (const data of [clean, poisoned]) {
      using engine = await createOrtEngine(ort, model, { loss: meanSquaredError(), seed: 1 });
      const inputs = { shape: [rows, features], data };
      const targets = { shape: [rows, 2], data: new Float32Array(rows * 2) };
      await engine.trainBatch([{ inputs, targets, masks: [mask] }], PLAIN_STEP).read();
      after.push(await engine.readState());
    }
    expect(after[1]).toEqual(after[0]);
  });
});

/** The IEEE bits, which tell -0 from 0. */
function bits(values: Float32Array): number[] {
  return [...new Uint32Array(values.buffer, values.byteOffset, values.length)];
}
