import { describe, expect, it } from "vitest";
import {
  adaptiveAvgPool2d,
  adaptiveMaxPool2d,
  avgPool1d,
  avgPool2d,
  globalAvgPool,
  globalMaxPool,
  layerFrom,
  maxPool1d,
  maxPool2d,
  maxPool3d,
  modelFrom,
  permute,
  reshape,
  sequential,
  type LayerSpec,
} from "../src/index.ts";

describe("pools and shapes as data", () => {
  it("have one form, however they were written", () => {
    const window = { stride: [2, 2], padding: [0, 0], rounding: "floor" };
    expect(maxPool2d(2)).toEqual({ kind: "max-pool2d", kernelSize: [2, 2], ...window, dilation: [1, 1] });
    expect(maxPool2d([2, 2], { stride: 2, padding: [0, 0] })).toEqual(maxPool2d(2));
    expect(avgPool2d(2)).toEqual({ kind: "avg-pool2d", kernelSize: [2, 2], ...window, countPadding: true });
    expect(layerFrom({ kind: "adaptive-avg-pool2d", outputSize: 3 })).toEqual(adaptiveAvgPool2d([3, 3]));
  });
  it("come back from JSON", () => {
    const layers = [
      maxPool3d([1, 2, 2]),
      reshape([4, -1]),
      permute([1, 0]),
      avgPool1d(2, { divisor: 3 }),
      globalMaxPool(),
    ];
    const model = sequential({ inputShape: [4, 2, 4, 4], layers });
    expect(modelFrom(JSON.parse(JSON.stringify(model)))).toEqual(model);
  });
});

describe("pools and shapes refuse", () => {
  const image = [3, 8, 8];
  it.each<[name: string, inputShape: number[], make: () => LayerSpec, message: RegExp]>([
    [
      "a row without channels",
      [8, 8],
      () => maxPool2d(2),
      /max-pool2d\) needs rows of shape \[channels, height, width\], got \[8, 8\]/,
    ],
    ["a row of too many axes", image, () => avgPool1d(2), /needs rows of shape \[channels, length\], got \[3, 8, 8\]/],
    [
      "a kernel that does not fit",
      image,
      () => maxPool2d(9),
      /needs a length of at least 9 for its window of 9 with padding 0/,
    ],
    ["a dilated one", image, () => maxPool2d(4, { dilation: 3 }), /needs a length of at least 10/],
    [
      "a window without elements",
      [1, 2],
      () => maxPool1d(2, { dilation: 3, padding: 1 }),
      /window 0 of axis 1 has none/,
    ],
    ["no spatial axis", [5], () => globalAvgPool(), /needs rows of shape \[channels, \.\.\.\]/],
    [
      "an image without channels",
      [8, 8],
      () => adaptiveMaxPool2d(2),
      /needs rows of shape \[channels, height, width\]/,
    ],
    [
      "another number of elements",
      image,
      () => reshape([3, 60]),
      /needs rows of 180 elements for \[3, 60\], got \[3, 8, 8\].*192/,
    ],
    ["a length that is no integer", image, () => reshape([-1, 5]), /a multiple of 5 elements/],
    ["axes too few", image, () => permute([1, 0]), /needs rows of 2 axes, got \[3, 8, 8\]/],
    ["no kernel", image, () => maxPool2d(0), /kernelSize must be an integer of at least 1, got 0/],
    ["a kernel of the wrong length", image, () => maxPool2d([2, 2, 2]), /must be an integer or a list of 2/],
    [
      "padding of more than half",
      image,
      () => avgPool2d(3, { padding: 2 }),
      /padding must be at most 1, half of the kernel size/,
    ],
    ["a divisor of 0", image, () => avgPool2d(3, { divisor: 0 }), /divisor must be an integer of at least 1/],
    ["an unknown rounding", image, () => avgPool2d(3, { rounding: "up" as never }), /must be one of "floor", "ceil"/],
    ["PyTorch's word for it", image, () => maxPool2d(3, { ceilMode: true } as never), /Write rounding: "ceil"/],
    ["dilated averages", image, () => avgPool2d(3, { dilation: 2 } as never), /neighbours only/],
    ["two free lengths", image, () => reshape([-1, -1]), /-1 at most once/],
    ["an axis twice", image, () => permute([0, 0, 1]), /must list every axis of a row once/],
    ["axes counted from 1", image, () => permute([1, 2, 3]), /counted from 0/],
  ])("%s", (_name, inputShape, make, message) => {
    expect(() => sequential({ inputShape, layers: [make()] })).toThrow(message);
  });
});
