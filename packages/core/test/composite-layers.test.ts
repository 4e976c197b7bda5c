import { describe, expect, it } from "vitest";
import { resolveEngineModel } from "../src/engine/engine-options.ts";
import {
  dense,
  dropout,
  flatten,
  initialWeights,
  meanSquaredError,
  modelFrom,
  named,
  parallel,
  relu,
  residual,
  sequential,
  stochasticDepth,
  tanh,
  type LayerSpec,
  type ModelSpec,
} from "../src/index.ts";
import { resolveLayers } from "../src/model/resolve-layers.ts";

const model = (...layers: LayerSpec[]): ModelSpec => sequential({ inputShape: [4], layers });
const namesOf = (spec: ModelSpec): string[] =>
  resolveLayers(spec).flatMap(({ parameters }) => parameters.map(({ name }) => name));

const NESTED = model(
  dense(4),
  dropout(0.1),
  residual({
    body: [dense(3), residual({ body: [dense(3, { bias: false }), dropout(0.2)] }), dense(2), stochasticDepth(0.3)],
    shortcut: [dense(2, { bias: false, dropConnect: 0.4 })],
  }),
  parallel([[dense(5)], [relu(), dense(1), dropout(0.5)], []]),
  dense(2),
);

describe("layers made of others", () => {
  it("have shapes, PyTorch's names, and count sites and parametric layers in forward order", () => {
    const layers = resolveLayers(NESTED);
    expect(layers.map(({ outputShape }) => outputShape)).toEqual([[4], [4], [2], [8], [2]]);
    const parameters = layers.flatMap((layer) => layer.parameters);
    expect(parameters.map(({ name, shape, address }) => [name, shape, address])).toEqual([
      ["0.weight", [4, 4], [0, 0]],
      ["0.bias", [4], [0, 1]],
      ["2.body.0.weight", [3, 4], [1, 0]],
      ["2.body.0.bias", [3], [1, 1]],
      ["2.body.1.body.0.weight", [3, 3], [2, 0]],
      ["2.body.2.weight", [2, 3], [3, 0]],
      ["2.body.2.bias", [2], [3, 1]],
      ["2.shortcut.0.weight", [2, 4], [4, 0]],
      ["3.branches.0.0.weight", [5, 2], [5, 0]],
      ["3.branches.0.0.bias", [5], [5, 1]],
      ["3.branches.1.1.weight", [1, 2], [6, 0]],
      ["3.branches.1.1.bias", [1], [6, 1]],
      ["4.weight", [2, 8], [7, 0]],
      ["4.bias", [2], [7, 1]],
    ]);
    expect(layers.map(({ sites }) => sites)).toEqual([[], [0], [1, 2, 3], [4], []]);
    const rates = layers.flatMap(({ randomSites }) => randomSites.map((site) => "rate" in site && site.rate));
    expect(rates).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
  });
  it("are plain data, and come back from JSON as they were", () => {
    const json = JSON.stringify(NESTED);
    expect(JSON.parse(json)).toEqual(NESTED);
    expect(modelFrom(JSON.parse(json))).toEqual(NESTED);
    expect(JSON.stringify(modelFrom(JSON.parse(json)))).toBe(json);
    expect(namesOf(modelFrom(JSON.parse(json)))).toEqual(namesOf(NESTED));
  });
  it("have one form whether a default is given or not", () => {
    expect(residual({ body: [relu()], shortcut: [] })).toEqual(residual({ body: [relu()] }));
    expect(parallel([[], []], { combine: "concat", axis: 1 })).toEqual(parallel([[], []]));
  });
  it.each<[string, () => unknown, RegExp]>([
    [
      "a body of another shape than the input",
      () => model(residual({ body: [dense(3)] })),
      /^layers\[0\] \(residual\) needs a body and a shortcut that give rows of one shape, got \{ body: \[3\], shortcut: \[4\] \}\. Without layers the shortcut is the input itself/,
    ],
    [
      "a body of another shape than the shortcut",
      () => model(dense(4), named("block", residual({ body: [dense(3)], shortcut: [dense(2)] }))),
      /^layers\[1\] \(residual "block"\) needs .* got \{ body: \[3\], shortcut: \[2\] \}\. Make the last layers/,
    ],
    [
      "a wrong shape inside",
      () => model(residual({ body: [relu(), residual({ body: [dense(3)] })] })),
      /^layers\[0\]\.body\[1\] \(residual\) needs .* got \{ body: \[3\], shortcut: \[4\] \}/,
    ],
    ["an empty body", () => residual({ body: [] }), /residual: body must list at least one layer, got \[\]/],
    ["no layer", () => residual({ body: [relu(), {} as LayerSpec] }), /residual: body\[1\] must be a layer/],
    ["torchvision's word", () => residual({ body: [relu()], downsample: [] } as never), /downsample.*called shortcut/],
    ["one branch", () => parallel([[relu()]]), /parallel: branches must be at least two lists of layers/],
    ["an axis of an addition", () => parallel([[], []], { combine: "add", axis: 1 }), /axis is for "concat" only/],
    ["the axis of the rows", () => parallel([[], []], { axis: 0 }), /axis must be an integer of at least 1, got 0/],
    ["PyTorch's word", () => parallel([[], []], { dim: 1 } as never), /parallel: dim is not an option.*called axis/],
    [
      "sums of two shapes",
      () => model(parallel([[dense(2)], [dense(3)]], { combine: "add" })),
      /layers\[0\] \(parallel\) needs branches that give rows of one shape, got \[\[2\], \[3\]\]/,
    ],
    [
      "an axis that is not there",
      () => model(parallel([[], []], { axis: 2 })),
      /layers\[0\] \(parallel\) needs .* but for axis 2 .* got \[\[4\], \[4\]\]/,
    ],
    [
      "other axes that differ",
      () => sequential({ inputShape: [2, 3], layers: [parallel([[], [flatten()]], { axis: 1 })] }),
      /got \[\[2, 3\], \[6\]\]/,
    ],
    [
      "a bad option from JSON",
      () => modelFrom({ inputShape: [4], layers: [{ kind: "residual", body: [{ kind: "dense", unit: 4 }] }] }),
      /layers\[0\] \(residual\): body\[0\] \(dense\): unit is not an option.*Did you mean "units"/,
    ],
  ])("refuse %s", (_name, make, message) => {
    expect(make).toThrow(message);
  });
});

describe("named layers", () => {
  it("give their tensors the names of a PyTorch module", () => {
    const spec = model(
      named("conv1", dense(4)),
      named(
        "layer1.0",
        residual({ body: [named("conv1", dense(4)), relu(), dense(4)], shortcut: [named("downsample.0", dense(4))] }),
      ),
      relu(),
      parallel([[named("left", dense(2, { bias: false }))], [dense(2, { bias: false })]]),
      named("fc", dense(2)),
    );
    expect(namesOf(spec)).toEqual([
      "conv1.weight",
      "conv1.bias",
      "layer1.0.conv1.weight",
      "layer1.0.conv1.bias",
      "layer1.0.body.2.weight",
      "layer1.0.body.2.bias",
      "layer1.0.downsample.0.weight",
      "layer1.0.downsample.0.bias",
      "3.left.weight",
      "3.branches.1.0.weight",
      "fc.weight",
      "fc.bias",
    ]);
    expect(namesOf(modelFrom(JSON.parse(JSON.stringify(spec))))).toEqual(namesOf(spec));
  });
  it("change no number, but the fingerprint", () => {
    const plain = model(dense(3), tanh(), dropout(0.5), dense(2));
    const other = model(named("a", dense(3)), named("b", tanh()), named("c", dropout(0.5)), named("d", dense(2)));
    const values = (spec: ModelSpec): unknown => Object.values(initialWeights(spec, 7));
    expect(values(other)).toEqual(values(plain));
    const fingerprint = (spec: ModelSpec): string =>
      resolveEngineModel("engine", spec, { loss: meanSquaredError(), seed: 1 }).fingerprint;
    expect(fingerprint(other)).not.toBe(fingerprint(plain));
  });
  it("can be renamed, and leave the layer that they were given alone", () => {
    const layer = dense(3);
    expect(named("b", named("a", layer))).toEqual({ kind: "dense", units: 3, bias: true, name: "b" });
    expect(layer).toEqual({ kind: "dense", units: 3, bias: true });
  });
  it.each<[string, () => unknown, RegExp]>([
    ["an empty name", () => named("", relu()), /named: name must be letters/],
    ["an empty part", () => named("layer1..0", relu()), /named: name must be letters/],
    ["Keras's slash", () => named("block/conv", relu()), /got "block\/conv"/],
    [
      "a number from JSON",
      () => modelFrom({ inputShape: [1], layers: [{ kind: "relu", name: 1 }] }),
      /layers\[0\] \(relu\): name must be letters.*got 1/,
    ],
    ["no layer", () => named("a", { kind: "relu" }), /named must be a layer/],
    [
      "one name twice",
      () => model(named("a", dense(2)), named("a", dense(2))),
      /layers must have names .*, got "a\.weight"/,
    ],
    ["a number that is taken", () => model(dense(2), named("0", dense(2))), /got "0\.weight"/],
  ])("refuse %s", (_name, make, message) => {
    expect(make).toThrow(message);
  });
});
