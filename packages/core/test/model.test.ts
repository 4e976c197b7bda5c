import { describe, expect, it } from "vitest";
import { resolveEngineModel } from "../src/engine/engine-options.ts";
import { initialWeights } from "../src/model/initial-weights.ts";
import { dense, dropout, flatten, leakyRelu, modelFrom, relu, sequential, tanh, type LayerSpec } from "../src/index.ts";
import { resolveLayers } from "../src/model/resolve-layers.ts";

describe("sequential", () => {
  it("infers shapes and names parameters as PyTorch does", () => {
    const model = sequential({
      inputShape: [2, 3, 4],
      layers: [flatten(), dense(5), tanh(), dropout(0.5), dense(2, { bias: false })],
    });
    expect(resolveLayers(model).map(({ outputShape }) => outputShape)).toEqual([[24], [5], [5], [5], [2]]);
    expect(
      resolveLayers(model).flatMap(({ parameters }) => parameters.map(({ name, shape }) => [name, shape])),
    ).toEqual([
      ["1.weight", [5, 24]],
      ["1.bias", [5]],
      ["4.weight", [2, 5]],
    ]);
  });
  it("has dense layers act on the last axis", () => {
    const layers = resolveLayers(sequential({ inputShape: [2, 3, 4], layers: [dense(5)] }));
    expect(layers[0]).toMatchObject({ outputShape: [2, 3, 5], parameters: [{ shape: [5, 4] }, { shape: [5] }] });
  });
  it("is plain data", () => {
    const model = sequential({ inputShape: [3], layers: [dense(2), leakyRelu(0.2), dropout(0.1)] });
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });
  it.each<[string, () => unknown, RegExp]>([
    ["no layers", () => sequential({ inputShape: [3], layers: [] }), /layers must list at least one layer/],
    ["no input", () => sequential({ inputShape: [], layers: [relu()] }), /inputShape must list at least one length/],
    [
      "a length of 0",
      () => sequential({ inputShape: [0], layers: [relu()] }),
      /inputShape must be an integer of at least 1/,
    ],
    ["half a unit", () => dense(2.5), /dense: units must be an integer of at least 1, got 2.5/],
    ["an unknown option", () => dense(2, { useBias: false } as never), /useBias is not an option/],
    ["a slope of NaN", () => leakyRelu(NaN), /slope must be a finite number, got NaN/],
    ["a rate of 1.5", () => dropout(1.5), /rate must be a number in \[0, 1\], got 1.5/],
    ["a rate of -0.1", () => dropout(-0.1), /got -0.1/],
    ["a rate of NaN", () => dropout(NaN), /got NaN/],
    ["a rate next to 1", () => dropout(1 - 2 ** -22), /strictly between 1 - 2\^-20 and 1/],
    ["keepProb", () => dropout({ keepProb: 0.8 } as never), /rate = 1 - keepProb/],
    [
      "a layer of another library",
      () => sequential({ inputShape: [3], layers: [{ kind: "relu6" } as unknown as LayerSpec] }),
      /layers\[0\] must be a layer, got \{ kind: "relu6" \}. A model from JSON is made by modelFrom/,
    ],
  ])("refuses %s", (_name, make, message) => {
    expect(make).toThrow(message);
  });
});

describe("dropout rates", () => {
  it("are taken up to 1 - 2^-20, and 1", () => {
    expect(dropout(1 - 2 ** -20).rate).toBe(1 - 2 ** -20);
    expect(dropout(1).rate).toBe(1);
    expect(() => dropout(1 - 2 ** -20 + 2 ** -53)).toThrow(/strictly between/);
  });
});

describe("a model from JSON", () => {
  const resolve = (model: unknown): unknown =>
    resolveEngineModel("engine", modelFrom(model), { loss: { kind: "mean-squared-error" }, seed: 1 });

  it("gets the defaults that its layers' functions give", () => {
    const model = { inputShape: [3], layers: [{ kind: "dense", units: 2 }, { kind: "leaky-relu" }] };
    expect(resolve(model)).toMatchObject({ layers: [{ spec: dense(2) }, { spec: leakyRelu() }] });
  });
  it.each<[string, unknown, RegExp]>([
    ["no layers", { inputShape: [3], layers: [] }, /layers must list at least one layer/],
    ["half a length", { inputShape: [2.5], layers: [relu()] }, /inputShape must be an integer of at least 1, got 2.5/],
    [
      "keepProb",
      { inputShape: [3], layers: [{ kind: "dropout", keepProb: 0.8 }] },
      /layers\[0\] \(dropout\): keepProb.*1 - keepProb/,
    ],
    ["no rate", { inputShape: [3], layers: [{ kind: "dropout" }] }, /rate must be a number in \[0, 1\], got undefined/],
    ["no units", { inputShape: [3], layers: [{ kind: "dense" }] }, /layers\[0\] \(dense\): units/],
    [
      "a layer of another library",
      { inputShape: [3], layers: [{ kind: "relu6" }] },
      /layers\[0\]: kind must be one of.*got "relu6". Did you mean "relu"/,
    ],
    ["a layer that is none", { inputShape: [3], layers: ["relu"] }, /layers\[0\] must be a layer, got "relu"/],
  ])("is refused with %s", (_name, model, message) => {
    expect(() => resolve(model)).toThrow(message);
  });
  it("is told apart by everything that its numbers depend on", () => {
    const fingerprintOf = (layer: LayerSpec): string =>
      resolveEngineModel("engine", sequential({ inputShape: [3], layers: [dense(2), layer] }), {
        loss: { kind: "mean-squared-error" },
        seed: 1,
      }).fingerprint;
    const layers = [relu(), tanh(), leakyRelu(0.1), leakyRelu(0.2), dropout(0.1), dropout(0.2)];
    expect(new Set(layers.map(fingerprintOf)).size).toBe(6);
  });
});

describe("initialWeights", () => {
  const plain = sequential({ inputShape: [4], layers: [dense(3), relu(), dense(2)] });
  const regularised = sequential({ inputShape: [4], layers: [dropout(0.2), dense(3), relu(), dropout(0.5), dense(2)] });

  it("are the same with and without dropout", () => {
    const values = (model: typeof plain): Float32Array[] =>
      Object.values(initialWeights(model, 5)).map(({ data }) => data);
    expect(values(regularised)).toEqual(values(plain));
  });
  it("lie within 1/√fanIn and differ between seeds and layers", () => {
    const wide = sequential({ inputShape: [400], layers: [dense(400), dense(400)] });
    const [first, , second] = Object.values(initialWeights(wide, 1)).map(({ data }) => data);
    const extent = first!.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    expect(extent).toBeLessThanOrEqual(0.05);
    expect(extent).toBeGreaterThan(0.0499);
    expect(second).not.toEqual(first);
    expect(initialWeights(wide, 2)["0.weight"]!.data).not.toEqual(first);
  });
});
