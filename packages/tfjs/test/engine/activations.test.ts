import {
  dense,
  elu,
  gelu,
  hardtanh,
  logSoftmax,
  meanSquaredError,
  relu6,
  selu,
  sequential,
  silu,
  softmax,
  softplus,
  tensor,
  type LayerSpec,
} from "@lockstep/core";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { GRADIENT_STEP } from "./gradient-step.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

describe.each(BACKENDS)("activations on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  async function outputs(layer: LayerSpec, inputs: readonly number[]): Promise<number[]> {
    const model = sequential({ inputShape: [inputs.length], layers: [layer] });
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
    return [...(await engine.predict(tensor([1, inputs.length], Float32Array.from(inputs)))).data];
  }

  /** dy/dx at each x: the mean squared error's gradient is 1 where the target is y - n/2. */
  async function slopes(layer: LayerSpec, inputs: readonly number[]): Promise<number[]> {
    const n = inputs.length;
    const model = sequential({ inputShape: [1], layers: [dense(n), layer] });
    const weights = {
      "0.weight": tensor([n, 1], new Float32Array(n)),
      "0.bias": tensor([n], Float32Array.from(inputs)),
    };
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), weights });
    const one = tensor([1, 1], Float32Array.of(1));
    const { data } = await engine.predict(one);
    const targets = tensor(
      [1, n],
      data.map((y) => y - n / 2),
    );
    await engine.trainBatch([{ inputs: one, targets, masks: [] }], GRADIENT_STEP).read();
    // The input is 1: the weights, which began with 0, now hold the gradient alone.
    return [...(await engine.readState()).parameters["0.weight"]!.data].map((weight) => 0 - weight);
  }

  test.each([
    ["elu", elu()],
    ["elu of alpha 2", elu(2)],
    ["selu", selu()],
    ["silu", silu()],
    ["gelu", gelu()],
    ["gelu by tanh", gelu({ approximate: "tanh" })],
    ["softplus", softplus()],
    ["hardtanh", hardtanh()],
    ["relu6", relu6()],
  ])("%s keeps a NaN, and hands +Infinity or its limit on", async (_name, layer) => {
    const [ofNan, ofInfinity, beside] = await outputs(layer, [NaN, Infinity, 1]);
    expect(ofNan).toBeNaN();
    expect(ofInfinity).toBe(layer.kind === "hardtanh" ? layer.max : Infinity);
    expect(beside).toBeGreaterThan(0.5);
  });

  test("elu and selu keep the digits of a small negative number", async () => {
    const x = Math.fround(-1e-6);
    // e^x - 1 of an f32 e^x would be off by 5% of this.
    expect((await outputs(elu(), [x]))[0]! / Math.expm1(x)).toBeCloseTo(1, 6);
    expect((await outputs(selu(), [x]))[0]! / (1.6732632423543772 * 1.0507009873554805 * Math.expm1(x))).toBeCloseTo(
      1,
      6,
    );
  });

  test("elu's unused branch does not leak: e^100 is infinite", async () => {
    expect(await outputs(elu(0), [100, -100])).toEqual([100, -0]);
    expect(await slopes(elu(), [100])).toEqual([1]);
    expect(await slopes(selu(), [100])).toEqual([Math.fround(1.0507009873554805)]);
  });

  test("gelu and silu are flat or straight far out, also where x² and x³ overflow", async () => {
    const far = [1e5, -1e5, 1e20, -1e20];
    for (const layer of [gelu(), gelu({ approximate: "tanh" }), silu()]) {
      expect(await outputs(layer, far)).toEqual([1e5, -0, Math.fround(1e20), -0]);
      // Only where the target, y - n/2, still tells.
      expect((await slopes(layer, [1000, -1000])).map(Math.abs)).toEqual([1, 0]);
    }
    const model = sequential({ inputShape: [1], layers: [dense(1), gelu({ approximate: "tanh" })] });
    const weights = { "0.weight": tensor([1, 1], Float32Array.of(1)), "0.bias": tensor([1], Float32Array.of(-1e20)) };
    using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), weights });
    const one = tensor([1, 1], Float32Array.of(1));
    await engine.trainBatch([{ inputs: one, targets: one, masks: [] }], GRADIENT_STEP).read();
    expect((await engine.readState()).parameters["0.weight"]!.data[0]).toBe(1);
  });

  test("softplus turns where the product in f64 does", async () => {
    // 2.5·f32(1.6) is above 4 by 6e-8, which a product in f32 rounds away.
    const x = Math.fround(1.6);
    expect(2.5 * x).toBeGreaterThan(4);
    expect(Math.fround(2.5 * x)).toBe(4);
    const [at, below] = await outputs(softplus({ beta: 2.5, threshold: 4 }), [x, Math.fround(1.5999)]);
    expect(at).toBe(x);
    expect(below).toBeCloseTo(Math.log1p(Math.exp(2.5 * 1.5999)) / 2.5, 6);
    expect(await slopes(softplus({ beta: 2.5, threshold: 4 }), [x])).toEqual([1]);
    for (const threshold of [0, -1]) {
      expect(await outputs(softplus({ threshold }), [threshold + 0.5])).toEqual([threshold + 0.5]);
      expect((await outputs(softplus({ threshold }), [threshold]))[0]).toBeCloseTo(Math.log1p(Math.exp(threshold)), 6);
    }
  });

  test("hardtanh learns strictly between its ends, and keeps a -0", async () => {
    expect(await slopes(hardtanh(), [-2, -1, -0.5, 0, 0.5, 1, 2])).toEqual([0, 0, 1, 1, 1, 0, 0]);
    expect(await outputs(relu6(), [-0, -1, 7, 6])).toEqual([-0, 0, 6, 6]);
  });

  test("softmax and its logarithm stand large numbers, and a class that is out", async () => {
    expect(await outputs(softmax(), [1e4, 1e4, -Infinity])).toEqual([0.5, 0.5, 0]);
    const [first, second, out] = await outputs(logSoftmax(), [1e4, 1e4, -Infinity]);
    expect(first).toBeCloseTo(-Math.LN2, 6);
    expect(second).toBe(first);
    expect(out).toBe(-Infinity);
  });

  test("softmax is over the axis that it names", async () => {
    const inputs = tensor([1, 2, 3], Float32Array.of(0, 1, 2, 0, 1, 2));
    for (const [axis, expected] of [
      [1, [0.5, 0.5, 0.5, 0.5, 0.5, 0.5]],
      [-1, [0.09, 0.245, 0.665, 0.09, 0.245, 0.665]],
    ] as const) {
      const model = sequential({ inputShape: [2, 3], layers: [softmax(axis)] });
      using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
      const { data } = await engine.predict(inputs);
      for (const [index, y] of data.entries()) expect(y).toBeCloseTo(expected[index]!, 3);
    }
  });
});
