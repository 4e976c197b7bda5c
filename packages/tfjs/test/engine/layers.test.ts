import {
  dense,
  flatten,
  leakyRelu,
  meanSquaredError,
  relu,
  sequential,
  sigmoid,
  tanh,
  tensor,
  type LayerSpec,
} from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

const STEP = { learningRate: 1, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };
const F32_STEP = 2 ** -23;

describe.each(BACKENDS)("layers on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  async function outputs(layer: LayerSpec, inputs: readonly number[]): Promise<number[]> {
    const model = sequential({ inputShape: [inputs.length], layers: [layer] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    return [...(await engine.predict(tensor([1, inputs.length], Float32Array.from(inputs)))).data];
  }

  test("dense is x·Wᵀ + b with W as [out, in]", async () => {
    const model = sequential({ inputShape: [3], layers: [dense(2)] });
    const weights = {
      "0.weight": tensor([2, 3], Float32Array.of(1, 2, 3, 40, 50, 60)),
      "0.bias": tensor([2], Float32Array.of(0.5, -0.5)),
    };
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), weights });
    const inputs = tensor([2, 3], Float32Array.of(1, 0, 2, 0, 1, 0));
    const expected = { shape: [2, 2], data: Float32Array.of(7.5, 159.5, 2.5, 49.5) };
    expect(await engine.predict(inputs)).toEqual(expected);
  });

  test("relu", async () => {
    expect(await outputs(relu(), [-2, -0.5, 0, 0.5, Infinity, -Infinity])).toEqual([0, 0, 0, 0.5, Infinity, 0]);
    expect(await outputs(relu(), [NaN])).toEqual([NaN]);
  });

  test("leaky-relu multiplies by the slope as f32", async () => {
    const inputs = Array.from({ length: 20 }, (_, index) => -1 - index / 16);
    const expected = inputs.map((x) => Math.fround(x * Math.fround(0.1)));
    // Otherwise the test could not tell the two products apart.
    expect(expected).not.toEqual(inputs.map((x) => Math.fround(x * 0.1)));
    expect(await outputs(leakyRelu(0.1), inputs)).toEqual(expected);
    expect(await outputs(leakyRelu(-2), [-3, 4])).toEqual([6, 4]);
  });

  test("tanh and sigmoid are within 4 units of 2^-23 of the true values", async () => {
    const inputs = [-9, -2, -0.5, 0, 0.001, 1, 5].map(Math.fround);
    for (const [index, y] of (await outputs(tanh(), inputs)).entries()) {
      expect(Math.abs(y - Math.tanh(inputs[index]!))).toBeLessThanOrEqual(4 * F32_STEP);
    }
    for (const [index, y] of (await outputs(sigmoid(), inputs)).entries()) {
      expect(Math.abs(y - 1 / (1 + Math.exp(-inputs[index]!)))).toBeLessThanOrEqual(4 * F32_STEP);
    }
  });

  test("flatten keeps the order", async () => {
    const model = sequential({ inputShape: [2, 1, 2], layers: [flatten()] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    const data = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    expect(await engine.predict(tensor([2, 2, 1, 2], data))).toEqual({ shape: [2, 4], data });
  });

  test.each([
    ["relu", relu(), 0],
    ["leaky-relu", leakyRelu(0.25), 0.25],
  ] as const)("the derivative of %s at 0 is that of the left side", async (_name, layer, slope) => {
    const model = sequential({ inputShape: [1], layers: [dense(1), layer] });
    const weights = { "0.weight": tensor([1, 1], Float32Array.of(1)), "0.bias": tensor([1], Float32Array.of(0)) };
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), weights });
    const zero = tensor([1, 1], Float32Array.of(0));
    const targets = tensor([1, 1], Float32Array.of(-4));
    await engine.trainBatch([{ inputs: zero, targets, masks: [] }], STEP).read();
    // dL/dy = 2 · (0 + 4)
    expect(0 - (await engine.readState()).parameters["0.bias"]!.data[0]!).toBe(8 * slope);
  });

  test("a model without parameters trains to its loss", async () => {
    const model = sequential({ inputShape: [2, 2], layers: [relu()] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    const inputs = tensor([2, 2, 2], Float32Array.of(1, -1, 2, 0, 3, 3, 3, 3));
    const targets = tensor([2, 2, 2], Float32Array.of(0, 2, 2, 0, 3, 3, 3, 1));
    const batch = { inputs, targets, weights: Float32Array.of(1, 2) };
    // Rows: (1 + 4) / 4 and 4 / 4.
    const expected = { lossSum: 1.25 + 2, weightSum: 3 };
    expect(await engine.trainBatch([{ ...batch, masks: [] }], STEP).read()).toEqual(expected);
    expect(await engine.evaluateBatch(batch)).toEqual(expected);
    expect(await engine.readState()).toEqual({ parameters: {} });
  });
});
