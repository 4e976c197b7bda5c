import { dense, layerNorm, relu, tanh, type LayerSpec, type Tensor } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { layerTolerances } from "../src/tolerance/layer-tolerances.ts";
import { termMagnitudes, type LayerRun } from "../src/tolerance/term-magnitudes.ts";

const U = 2 ** -24;
const tensor = (shape: readonly number[], ...data: readonly number[]): Tensor => ({
  shape,
  data: Float32Array.from(data),
});
const weight = tensor([2, 3], 1, -2, 3, 0.5, 0.5, 0.5);
const run = (layer: LayerSpec, inputs: Tensor, parameters: LayerRun["parameters"], outputs: number[]): LayerRun => {
  return { layer, inputs, parameters, outputs, outputGradient: Float32Array.from(outputs, () => 1) };
};

describe("terms of a linear layer", () => {
  it("are the root of the sum of their squares, by element", async () => {
    const dense3 = run(dense(2, { bias: false }), tensor([1, 3], 1, 1, -2), { weight }, [-7, 0]);
    const terms = (await termMagnitudes(dense3))!;
    expect(terms.output).toBeCloseTo(Math.hypot(1, -2, -6), 5);
    expect(terms.inputGradient).toBeCloseTo(Math.hypot(3, 0.5), 5);
    expect(terms.parameterGradients["weight"]).toBeCloseTo(2, 5);
  });
  it("are none of a layer that is not linear", async () => {
    expect(await termMagnitudes(run(tanh(), tensor([1, 2], 1, 2), {}, [0.7, 0.9]))).toBeUndefined();
  });
});

describe("bounds of a layer", () => {
  it("refer to the terms where they cancel", async () => {
    const cancelling = run(
      dense(1, { bias: false }),
      tensor([1, 2], 1000, 1000),
      { weight: tensor([1, 2], 1, -1) },
      [0],
    );
    const allowed = await layerTolerances({}, cancelling);
    expect(allowed.output([0]).absolute).toBeCloseTo(3 * Math.hypot(1000, 1000) * U, 6);
  });
  it("ask for equality of a layer that rounds nothing", async () => {
    const { output } = await layerTolerances({}, run(relu(), tensor([1, 2], 5, -1), {}, [5, 0]));
    expect(output([5, 0]).absolute).toBe(0);
  });
  it("do not grow with an argument at which a function is at its limit", async () => {
    const at = async (x: number): Promise<number> =>
      (await layerTolerances({}, run(tanh(), tensor([1, 2], x, 0.5), {}, [1, 0.46]))).output([1, 0.46]).absolute;
    expect(await at(1e4)).toBe(await at(10));
  });
  it("of a norm grow with the mean over the deviation, unless the mean cannot round", async () => {
    const at = async (offset: number): Promise<number> => {
      const inputs = tensor([1, 4], offset + 0.1, offset - 0.2, offset + 0.4, offset - 0.3);
      return (await layerTolerances({}, run(layerNorm(), inputs, {}, [0, 0, 1, -1]))).output([1]).absolute;
    };
    expect(await at(1000)).toBeGreaterThan(100 * (await at(0)));
    const whole = tensor([1, 4], 4097, 4095, 4098, 4094);
    const exact = await layerTolerances({}, run(layerNorm({ affine: false }), whole, {}, [0.6, -0.6, 1.3, -1.3]));
    expect(exact.output([1]).absolute).toBeLessThan(100 * U);
  });
  it("let an engine of unknown functions do worse, and only where there are functions", async () => {
    const cell = run(tanh(), tensor([1, 1], 0.5), {}, [0.46]);
    const of = async (functionUlps: number): Promise<number> =>
      (await layerTolerances({ functionUlps }, cell)).output([0.46]).absolute;
    expect(await of(16)).toBeGreaterThan(3 * (await of(4)));
    const product = run(dense(2, { bias: false }), tensor([1, 3], 1, 1, -2), { weight }, [-7, 0]);
    const [wide, narrow] = [await layerTolerances({ functionUlps: 16 }, product), await layerTolerances({}, product)];
    expect(wide.output([7]).absolute).toBe(narrow.output([7]).absolute);
  });
});
