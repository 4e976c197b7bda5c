import { describe, expect, it } from "vitest";
import {
  batchNorm,
  dense,
  elu,
  flatten,
  gelu,
  groupNorm,
  hardtanh,
  instanceNorm,
  layerFrom,
  layerNorm,
  logSoftmax,
  meanSquaredError,
  modelFrom,
  relu6,
  selu,
  sequential,
  silu,
  softmax,
  softplus,
  tensor,
  type LayerSpec,
} from "../src/index.ts";
import { resolveLayers } from "../src/model/resolve-layers.ts";
import { createReferenceEngine } from "../src/reference/index.ts";

const model = (inputShape: readonly number[], layer: LayerSpec) => sequential({ inputShape, layers: [layer] });

function formOf(inputShape: readonly number[], layer: LayerSpec): [string, readonly number[]][] {
  const [resolved] = resolveLayers(model(inputShape, layer));
  return [...resolved!.parameters, ...resolved!.buffers].map(({ role, shape }) => [role, shape]);
}

async function predict(layer: LayerSpec, values: readonly number[]): Promise<number[]> {
  using engine = createReferenceEngine(model([values.length], layer), { loss: meanSquaredError(), seed: 1 });
  return [...(await engine.predict(tensor([1, values.length], Float32Array.from(values)))).data];
}

describe("norms", () => {
  it.each<[string, readonly number[], LayerSpec, [string, readonly number[]][]]>([
    [
      "batch norm of images",
      [3, 4, 5],
      batchNorm(),
      [
        ["weight", [3]],
        ["bias", [3]],
        ["running_mean", [3]],
        ["running_var", [3]],
        ["num_batches_tracked", []],
      ],
    ],
    ["batch norm without anything", [3], batchNorm({ affine: false, trackRunningStats: false }), []],
    [
      "layer norm of a row",
      [3, 4],
      layerNorm(),
      [
        ["weight", [3, 4]],
        ["bias", [3, 4]],
      ],
    ],
    ["layer norm without bias", [3, 4], layerNorm({ normalizedShape: [4], bias: false }), [["weight", [4]]]],
    ["layer norm without weight", [3, 4], layerNorm({ affine: false }), []],
    [
      "group norm",
      [4, 2],
      groupNorm(2),
      [
        ["weight", [4]],
        ["bias", [4]],
      ],
    ],
    ["instance norm", [4, 2], instanceNorm(), []],
  ])("%s has PyTorch's parameters and buffers", (_name, inputShape, layer, expected) => {
    expect(formOf(inputShape, layer)).toEqual(expected);
  });
  it.each<[string, () => unknown, RegExp]>([
    [
      "a layer norm of other axes",
      () => model([3, 4], layerNorm({ normalizedShape: [3] })),
      /layers\[0\] \(layer-norm\) needs rows whose last axes are \[3\], got \[3, 4\]/,
    ],
    [
      "a layer norm of more axes than there are",
      () => model([4], layerNorm({ normalizedShape: [3, 4] })),
      /last axes are \[3, 4\]/,
    ],
    ["a bias without a weight", () => layerNorm({ affine: false, bias: true }), /bias comes only beside a weight/],
    ["a number for a shape", () => layerNorm({ normalizedShape: 4 as never }), /Write \[4\]/],
    ["Keras's axis", () => layerNorm({ axis: -1 } as never), /Write normalizedShape/],
    [
      "groups that do not divide the channels",
      () => model([4, 2], groupNorm(3)),
      /\(group-norm\) needs rows whose channels, the first axis, are a multiple of its 3 groups, got \[4, 2\]/,
    ],
    ["a value a group", () => model([4], instanceNorm()), /more than one value in each of its 4 groups, got \[4\]/],
    ["no groups", () => groupNorm(0), /groups must be an integer of at least 1, got 0/],
    ["running statistics of instances", () => instanceNorm({ trackRunningStats: true } as never), /It keeps none/],
    ["an epsilon of 0", () => batchNorm({ epsilon: 0 }), /epsilon must be a number greater than 0/],
    ["a momentum of 2", () => batchNorm({ momentum: 2 }), /momentum must be a number in \[0, 1\], got 2.*1 minus ours/],
    ["PyTorch's momentum of None", () => batchNorm({ momentum: null as never }), /None is "cumulative"/],
    ["Keras's axis of channels", () => batchNorm({ axis: -1 } as never), /Channels are the first axis/],
    ["PyTorch's eps", () => batchNorm({ eps: 1e-5 } as never), /Name it epsilon/],
  ])("refuse %s", (_name, make, message) => {
    expect(make).toThrow(message);
  });
});

describe("activations", () => {
  it.each<[string, () => unknown, RegExp]>([
    ["a softmax over the rows", () => softmax(0), /axis must not be 0, the rows/],
    ["an axis that there is not", () => model([3], softmax(2)), /axis 2 is none of its rows' 1 axes, got \[3\]/],
    ["one from behind that there is not", () => model([3], logSoftmax(-2)), /axis -2/],
    ["PyTorch's dim", () => layerFrom({ kind: "softmax", dim: 1 }), /Name it axis/],
    ["Keras's approximate", () => gelu({ approximate: true as never }), /approximate=True is "tanh"/],
    ["bounds that are one", () => hardtanh({ min: 1, max: 1 }), /max must be greater than min/],
    ["bounds that are one f32", () => hardtanh({ min: 1, max: 1 + 2 ** -40 }), /max must be greater than min/],
    ["a beta of 0", () => softplus({ beta: 0 }), /beta must be a number greater than 0/],
    ["an alpha of NaN", () => elu(NaN), /alpha must be a finite number/],
  ])("refuse %s", (_name, make, message) => {
    expect(make).toThrow(message);
  });
  it("keep a NaN", async () => {
    for (const layer of [gelu(), gelu({ approximate: "tanh" }), silu(), elu(), selu(), softplus(), relu6()]) {
      expect(await predict(layer, [NaN, 1])).toEqual([NaN, expect.closeTo(1, 0)]);
    }
    expect(await predict(softmax(), [1, NaN, 2])).toEqual([NaN, NaN, NaN]);
    expect(await predict(logSoftmax(), [1, NaN, 2])).toEqual([NaN, NaN, NaN]);
  });
  it("reach their limits", async () => {
    expect(await predict(gelu(), [-20, 20])).toEqual([-0, 20]);
    expect(await predict(selu(), [-200])).toEqual([Math.fround(-1.7580993408473766)]);
    expect(await predict(softplus(), [-200, 1e30])).toEqual([0, Math.fround(1e30)]);
    expect(await predict(softmax(), [-Infinity, 0, 0])).toEqual([0, 0.5, 0.5]);
  });
});

it("norms and activations are plain data", () => {
  const whole = sequential({
    inputShape: [4, 6],
    layers: [
      batchNorm({ momentum: "cumulative" }),
      layerNorm({ normalizedShape: [6] }),
      layerNorm(),
      groupNorm(2),
      instanceNorm(),
      gelu(),
      silu(),
      elu(),
      selu(),
      softplus(),
      hardtanh(),
      relu6(),
      softmax(1),
      logSoftmax(),
      flatten(),
      dense(2),
    ],
  });
  const text = JSON.stringify(whole);
  expect(JSON.stringify(modelFrom(JSON.parse(text)))).toBe(text);
});
