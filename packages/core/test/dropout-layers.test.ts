import { describe, expect, it } from "vitest";
import {
  alphaDropout,
  dense,
  dropout,
  featureAlphaDropout,
  gaussianDropout,
  gaussianNoise,
  initialWeights,
  linearRate,
  lockedDropout,
  piecewiseRate,
  relu,
  layerFrom,
  modelFrom,
  sequential,
  spatialDropout1d,
  spatialDropout2d,
  spatialDropout3d,
  stochasticDepth,
  type LayerSpec,
  type ModelSpec,
} from "../src/index.ts";
import { resolveEngineModel } from "../src/engine/engine-options.ts";

const LINE = linearRate({ initial: 0, final: 0.5, length: 100 });

const modelOf = (inputShape: readonly number[], ...layers: readonly LayerSpec[]): ModelSpec =>
  sequential({ inputShape, layers });
const sitesOf = (model: ModelSpec) =>
  resolveEngineModel("test", model, { loss: { kind: "mean-squared-error" }, weights: weightsOf(model) }).randomSites;

describe("the layers of the dropout family", () => {
  it("are plain data that come back from JSON as they were", () => {
    const layers = [
      dropout(0.5),
      dropout(LINE, { sharedAxes: [2, 1] }),
      spatialDropout2d(0.1),
      alphaDropout(0.2, { sharedAxes: [3] }),
      featureAlphaDropout(LINE),
      gaussianDropout(0.3),
      gaussianNoise(1.5),
      stochasticDepth(0.4),
      stochasticDepth(piecewiseRate([{ fromStep: 0, rate: 1 }]), { mode: "batch" }),
    ];
    const model = modelOf([3, 4, 5], ...layers);
    expect(model.layers).toEqual(layers);
    expect(modelFrom(JSON.parse(JSON.stringify(model)))).toEqual(model);
    const connected = modelOf([3], dense(2, { dropConnect: LINE }), dense(4, { dropConnect: 0 }));
    expect(modelFrom(JSON.parse(JSON.stringify(connected)))).toEqual(connected);
  });
  it("have one form each: no shared axes are absent, and axes are in order", () => {
    expect(dropout(0.5, { sharedAxes: [] })).toEqual(dropout(0.5));
    expect(dropout(0.5, { sharedAxes: [3, 1] }).sharedAxes).toEqual([1, 3]);
    expect(stochasticDepth(0.5)).toEqual(stochasticDepth(0.5, { mode: "row" }));
    expect(dense(3)).not.toHaveProperty("dropConnect");
    expect(dense(3, { dropConnect: undefined as never })).toEqual(dense(3));
  });
  it("tell masks of these shapes for a batch of seven rows", () => {
    const shapes = (model: ModelSpec): unknown => sitesOf(model).map(({ kind, shape }) => [kind, shape(7)]);
    expect(shapes(modelOf([3, 4], spatialDropout1d(0.5), lockedDropout(0.5), featureAlphaDropout(0.5)))).toEqual([
      ["dropout", [7, 3, 1]],
      ["dropout", [7, 1, 4]],
      ["alpha-dropout", [7, 3, 1]],
    ]);
    expect(shapes(modelOf([3, 4, 5], spatialDropout2d(0.5), dropout(0.5, { sharedAxes: [0] })))).toEqual([
      ["dropout", [7, 3, 1, 1]],
      ["dropout", [1, 3, 4, 5]],
    ]);
    expect(shapes(modelOf([2, 3, 4, 5], spatialDropout3d(0.5), gaussianNoise(1), gaussianDropout(0.5)))).toEqual([
      ["dropout", [7, 2, 1, 1, 1]],
      ["gaussian-noise", [7, 2, 3, 4, 5]],
      ["gaussian-dropout", [7, 2, 3, 4, 5]],
    ]);
    const depths = modelOf([3, 4], stochasticDepth(0.5), stochasticDepth(0.5, { mode: "batch" }), alphaDropout(0.5));
    expect(shapes(depths)).toEqual([
      ["dropout", [7, 1, 1]],
      ["dropout", [1, 1, 1]],
      ["alpha-dropout", [7, 3, 4]],
    ]);
    expect(shapes(modelOf([3], dense(5, { dropConnect: 0.5 }), relu(), dropout(0.5)))).toEqual([
      ["drop-connect", [5, 3]],
      ["dropout", [7, 5]],
    ]);
  });
  it("change no initial weight, DropConnect included", () => {
    const plain = initialWeights(modelOf([3], dense(4), relu(), dense(2)), 7);
    const connected = [dense(4, { dropConnect: 0.5 }), alphaDropout(0.5), dense(2, { dropConnect: 0.1 })];
    const drawn = initialWeights(modelOf([3], ...connected), 7);
    expect(Object.values(drawn)).toEqual(Object.values(plain));
  });
  it("change the fingerprint of a model with everything that its numbers depend on", () => {
    const layers = [
      dropout(0.5),
      dropout(0.5, { sharedAxes: [0] }),
      dropout(LINE),
      alphaDropout(0.5),
      featureAlphaDropout(0.5),
      gaussianDropout(0.5),
      gaussianNoise(0.5),
      stochasticDepth(0.5),
      stochasticDepth(0.5, { mode: "batch" }),
      dense(3),
      dense(3, { dropConnect: 0 }),
    ];
    const fingerprints = layers.map((layer) => {
      const model = modelOf([3], layer);
      return resolveEngineModel("test", model, { loss: { kind: "mean-squared-error" }, weights: weightsOf(model) })
        .fingerprint;
    });
    expect(new Set(fingerprints).size).toBe(layers.length);
  });
  it.each<[string, () => unknown, RegExp]>([
    ["gaussian dropout at rate 1", () => gaussianDropout(1), /below 1, since its noise has the variance rate/],
    ["gaussian dropout that reaches 1", () => gaussianDropout(piecewiseRate([{ fromStep: 0, rate: 1 }])), /below 1/],
    ["a negative deviation", () => gaussianNoise(-1), /standardDeviation must be a number of at least 0, got -1/],
    ["a deviation of NaN", () => gaussianNoise(NaN), /standardDeviation/],
    ["another mode", () => stochasticDepth(0.5, { mode: "rows" as never }), /mode must be one of.*Did you mean "row"/],
    ["Keras's noise_shape", () => dropout(0.5, { noiseShape: [1] } as never), /noiseShape is not an option/],
    ["a rate of 2 in DropConnect", () => dense(3, { dropConnect: 2 }), /rate must be a number in \[0, 1\], got 2/],
    ["keepProb", () => alphaDropout({ keepProb: 0.5 } as never), /rate = 1 - keepProb/],
    ["a schedule that is none", () => dropout({ kind: "step" } as never), /kind must be one of "linear", "piecewise"/],
    [
      "an axis that the activation does not have",
      () => modelOf([3, 4], spatialDropout2d(0.5)),
      /layers\[0\] \(dropout\): shared axis 3 is none of its activation's 3 axes/,
    ],
    [
      "an unknown option from JSON",
      () => layerFrom({ kind: "gaussian-noise", stddev: 1 }),
      /layer \(gaussian-noise\): stddev is not an option/,
    ],
    ["a missing rate", () => layerFrom({ kind: "alpha-dropout" }), /rate must be a number/],
  ])("refuse %s", (_name, make, message) => {
    expect(make).toThrow(message);
  });
});

/** Zeros for every parameter. */
function weightsOf({ inputShape, layers }: ModelSpec): Record<string, { shape: number[]; data: Float32Array }> {
  let inputs = inputShape[0]!;
  return Object.fromEntries(
    layers.flatMap((layer, index) => {
      if (layer.kind !== "dense") return [];
      const shape = [layer.units, inputs];
      inputs = layer.units;
      return [
        [`${index}.weight`, { shape, data: new Float32Array(shape[0]! * shape[1]!) }],
        [`${index}.bias`, { shape: [layer.units], data: new Float32Array(layer.units) }],
      ];
    }),
  );
}
