import { describe, expect, it } from "vitest";
import {
  conv1d,
  conv2d,
  conv3d,
  convTranspose1d,
  convTranspose2d,
  dense,
  flatten,
  InvalidOptionError,
  modelFrom,
  relu,
  sequential,
  ShapeMismatchError,
  type LayerSpec,
} from "../src/index.ts";
import { outputShapeOf } from "../src/model/output-shape-of.ts";
import { resolveLayers } from "../src/model/resolve-layers.ts";

function shapeAfter(layer: LayerSpec, inputShape: readonly number[]): readonly number[] {
  return outputShapeOf(resolveLayers(sequential({ inputShape, layers: [layer] })), inputShape);
}

describe("the shape of a convolution", () => {
  it.each<[LayerSpec, readonly number[], readonly number[]]>([
    [conv2d(6, { kernelSize: 5 }), [1, 28, 28], [6, 24, 24]],
    [conv2d(64, { kernelSize: 11, stride: 4, padding: 2 }), [3, 224, 224], [64, 55, 55]],
    [conv2d(4, { kernelSize: [2, 4], padding: "same", dilation: [1, 3] }), [3, 5, 7], [4, 5, 7]],
    [conv2d(4, { kernelSize: 3, padding: "valid", dilation: 2 }), [3, 5, 7], [4, 1, 3]],
    [conv2d(8, { kernelSize: 3, groups: 4 }), [4, 3, 3], [8, 1, 1]],
    [conv1d(2, { kernelSize: [3], stride: 2 }), [5, 10], [2, 4]],
    [conv3d(2, { kernelSize: [1, 2, 3], padding: [1, 0, 1] }), [1, 4, 4, 4], [2, 6, 3, 4]],
    [convTranspose2d(3, { kernelSize: 3, stride: 2, padding: 1, outputPadding: 1 }), [4, 7, 5], [3, 14, 10]],
    [convTranspose1d(6, { kernelSize: 4, stride: 3, dilation: 2, groups: 2 }), [4, 5], [6, 19]],
  ])("%j takes %j to %j", (layer, inputShape, outputShape) => {
    expect(shapeAfter(layer, inputShape)).toEqual(outputShape);
  });
  it("gives weights PyTorch's layout", () => {
    const layers = [conv2d(6, { kernelSize: [3, 5], groups: 2 }), convTranspose2d(9, { kernelSize: 2, groups: 3 })];
    const [conv, transposed] = resolveLayers(sequential({ inputShape: [4, 9, 9], layers }));
    expect(conv!.parameters.map(({ name, shape }) => [name, shape])).toEqual([
      ["0.weight", [6, 2, 3, 5]],
      ["0.bias", [6]],
    ]);
    expect(transposed!.parameters[0]!.shape).toEqual([6, 3, 2, 2]);
  });
  it.each<[string, LayerSpec, readonly number[], RegExp]>([
    [
      "a kernel that is too long",
      conv2d(1, { kernelSize: 5, dilation: 2 }),
      [1, 28, 8],
      /\(conv2d\) needs rows whose width.*kernel's 9, got \[1, 28, 8\]/,
    ],
    ["no channels", conv2d(1, { kernelSize: 5 }), [28, 28], /needs rows of \[channels, height, width\].*\[1, 28, 28\]/],
    ["flat rows", conv1d(1, { kernelSize: 5 }), [3, 4, 5], /needs rows of \[channels, length\].*Channels come first/],
    ["groups that do not divide", conv2d(4, { kernelSize: 1, groups: 4 }), [6, 2, 2], /channels 4 groups divide/],
    ["nothing left", convTranspose1d(1, { kernelSize: 1, padding: 3 }), [1, 5], /padding cuts off all/],
  ])("refuses %s", (_what, layer, inputShape, message) => {
    expect(() => shapeAfter(layer, inputShape)).toThrow(ShapeMismatchError);
    expect(() => shapeAfter(layer, inputShape)).toThrow(message);
  });
});

describe("the options of a convolution", () => {
  it("have one form however they are written", () => {
    expect(conv2d(4, { kernelSize: 3, padding: "valid" })).toEqual({
      kind: "conv2d",
      outChannels: 4,
      kernelSize: [3, 3],
      stride: [1, 1],
      padding: [0, 0],
      dilation: [1, 1],
      groups: 1,
      bias: true,
    });
    expect(conv2d(4, { kernelSize: 3 })).toEqual(conv2d(4, { kernelSize: [3, 3], stride: 1, padding: [0, 0] }));
  });
  it("survive JSON", () => {
    const layers = [
      conv2d(4, { kernelSize: 3, padding: "same" }),
      relu(),
      convTranspose2d(2, { kernelSize: 2, stride: 2, outputPadding: 1 }),
      flatten(),
      dense(3),
    ];
    const model = sequential({ inputShape: [1, 6, 6], layers });
    expect(modelFrom(JSON.parse(JSON.stringify(model)))).toEqual(model);
  });
  it.each<[string, () => unknown, RegExp]>([
    ["no kernel", () => conv2d(4, {} as never), /kernelSize must be a number or a list of 2.*kernelSize: 3/],
    ["a kernel by position", () => conv2d(4, 3 as never), /kernelSize/],
    ["a list too long", () => conv1d(4, { kernelSize: [3, 3] as never }), /list of one/],
    ["a kernel of nothing", () => conv3d(4, { kernelSize: [1, 0, 1] }), /kernelSize\[1\]/],
    ["a negative padding", () => conv2d(4, { kernelSize: 1, padding: -1 }), /padding/],
    ["half a stride", () => conv2d(4, { kernelSize: 1, stride: 0.5 }), /stride/],
    ["no dilation", () => conv2d(4, { kernelSize: 1, dilation: 0 }), /dilation/],
    ["another padding", () => conv2d(4, { kernelSize: 1, padding: "full" as never }), /"same", "valid"/],
    ["same with a stride", () => conv2d(4, { kernelSize: 3, padding: "same", stride: [1, 2] }), /stride 1 only/],
    ["same transposed", () => convTranspose2d(4, { kernelSize: 3, padding: "same" as never }), /padding/],
    ["groups that do not divide", () => conv2d(4, { kernelSize: 1, groups: 3 }), /divide outChannels \(4\)/],
    [
      "too much outputPadding",
      () => convTranspose2d(4, { kernelSize: 3, stride: 2, outputPadding: 2 }),
      /stride \(2\)/,
    ],
    ["no bias or bias", () => conv2d(4, { kernelSize: 1, bias: 1 as never }), /bias/],
    ["filters", () => conv2d(4, { kernelSize: 1, filters: 4 } as never), /outChannels/],
    ["kernel_size", () => conv2d(4, { kernel_size: 1 } as never), /Name it kernelSize/],
    ["strides", () => conv2d(4, { kernelSize: 1, strides: 2 } as never), /Name it stride/],
    ["in_channels", () => conv2d(4, { kernelSize: 1, in_channels: 2 } as never), /inferred/],
    ["depth_multiplier", () => conv2d(4, { kernelSize: 1, depth_multiplier: 2 } as never), /groups: channels/],
  ])("refuse %s", (_what, make, message) => {
    expect(make).toThrow(InvalidOptionError);
    expect(make).toThrow(message);
  });
});
