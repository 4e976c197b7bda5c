import { describe, expect, it } from "vitest";
import {
  constantInit,
  dense,
  drawInitial,
  initializerFrom,
  initialWeights,
  kaimingNormal,
  kaimingUniform,
  keyFromSeed,
  lecunNormal,
  modelFrom,
  normalInit,
  sequential,
  torchInitialWeights,
  TorchGenerator,
  truncatedNormalInit,
  uniformInit,
  xavierNormal,
  xavierUniform,
  zerosInit,
  type LayerSpec,
} from "../src/index.ts";

const modelOf = (...layers: readonly LayerSpec[]) => sequential({ inputShape: [5], layers });

describe("initialisers", () => {
  it("change the parameter that they are for, and no other", () => {
    const plain = initialWeights(modelOf(dense(4), dense(3)), 1);
    const named = initialWeights(modelOf(dense(4, { initializer: xavierNormal() }), dense(3)), 1);
    expect(named["0.weight"]).not.toEqual(plain["0.weight"]);
    const { "0.weight": _own, ...others } = named;
    const { "0.weight": _default, ...expected } = plain;
    expect(others).toStrictEqual(expected);
  });
  it("are plain data within a model", () => {
    const model = modelOf(dense(4, { initializer: kaimingNormal(), biasInitializer: zerosInit() }));
    const text = JSON.stringify(model);
    expect(JSON.parse(text).layers[0]).toEqual({
      kind: "dense",
      units: 4,
      bias: true,
      initializer: { kind: "kaiming-normal", mode: "fan-in", gain: Math.SQRT2 },
      biasInitializer: { kind: "constant", value: 0 },
    });
    const revived = modelFrom(JSON.parse(text));
    expect(JSON.stringify(revived)).toBe(text);
    expect(initialWeights(revived, 7)).toStrictEqual(initialWeights(model, 7));
  });
  it("leave a layer without bias none to draw", () => {
    expect(dense(4, { bias: false, biasInitializer: zerosInit() })).toEqual(dense(4, { bias: false }));
  });
  it("have the moments of their laws", () => {
    const moments = (values: Float32Array): [number, number] => {
      const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
      return [mean, Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length)];
    };
    // 90 × 1000, so that the deviation of 90,000 numbers is known to about 1/400.
    const shape = [90, 1000];
    for (const [initializer, expected] of [
      [kaimingUniform({ nonlinearity: "linear" }), 1 / Math.sqrt(1000)],
      [kaimingNormal({ mode: "fan-out", gain: 1 }), 1 / Math.sqrt(90)],
      [xavierUniform(), Math.sqrt(2 / 1090)],
      [xavierNormal(), Math.sqrt(2 / 1090)],
      [lecunNormal(), 1 / Math.sqrt(1000)],
      [truncatedNormalInit({ standardDeviation: 1 }), 0.8796256610342398],
    ] as const) {
      const [mean, deviation] = moments(drawInitial(initializer, keyFromSeed(3), shape).data);
      expect(Math.abs(mean)).toBeLessThan(expected / 60);
      expect(Math.abs(deviation / expected - 1)).toBeLessThan(0.01);
    }
  });
  it("cut at two standard deviations where they say so", () => {
    const { data } = drawInitial(truncatedNormalInit({ standardDeviation: 1 }), keyFromSeed(3), [100_000]);
    const largest = data.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    expect(largest).toBeLessThanOrEqual(2);
    expect(largest).toBeGreaterThan(1.999);
  });
  it.each<[string, () => unknown, RegExp]>([
    ["a name", () => dense(2, { initializer: "glorot_uniform" as never }), /Write xavierUniform\(\)/],
    ["orthogonal matrices", () => dense(2, { initializer: "orthogonal" as never }), /takes a QR decomposition/],
    ["orthogonal data", () => initializerFrom({ kind: "orthogonal" }), /takes a QR decomposition/],
    [
      "data outside modelFrom",
      () => dense(2, { initializer: { kind: "constant", value: 1 } }),
      /dense: initializer must be an initialiser.*initializerFrom\(json\)/,
    ],
    ["a number", () => dense(2, { initializer: 0 as never }), /Write kaimingUniform\(\), say/],
    ["fans of a bias", () => dense(2, { biasInitializer: xavierUniform() as never }), /must not depend on how many/],
    ["Keras's name", () => dense(2, { kernelInitializer: zerosInit() } as never), /Name it initializer/],
    ["a gain and a nonlinearity", () => kaimingUniform({ gain: 1, nonlinearity: "relu" }), /instead of a nonlinearity/],
    ["a slope of no leaky relu", () => kaimingNormal({ slope: 0.2 }), /slope is that of a leaky relu/],
    ["a gain of 0", () => xavierUniform({ gain: 0 }), /gain must be a number greater than 0/],
    ["bounds that are one", () => uniformInit({ min: 1, max: 1 }), /max must be greater than min/],
    ["no deviation", () => normalInit({} as never), /standardDeviation must be a number of at least 0/],
    ["PyTorch's std", () => normalInit({ std: 1 } as never), /Name it standardDeviation/],
    ["no value", () => constantInit(NaN), /value must be a finite number/],
    ["another kind", () => initializerFrom({ kind: "kaiming" }), /kind must be one of/],
    ["fans of one axis", () => drawInitial(lecunNormal(), keyFromSeed(1), [4]), /needs a weight of two axes/],
    [
      "them in PyTorch's own stream",
      () => torchInitialWeights(modelOf(dense(2, { initializer: zerosInit() })), new TorchGenerator(1)),
      /has no initial weights in the torch-cpu profile/,
    ],
  ])("refuse %s", (_name, make, message) => {
    expect(make).toThrow(message);
  });
});
