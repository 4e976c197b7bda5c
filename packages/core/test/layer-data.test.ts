import { describe, expect, it } from "vitest";
import {
  adaptiveAvgPool2d,
  batchNorm,
  conv2d,
  convTranspose1d,
  dense,
  dropout,
  embedding,
  flatten,
  loadStateDict,
  maxPool1d,
  maxPool2d,
  meanSquaredError,
  parallel,
  permute,
  reshape,
  sequential,
  tensor,
} from "../src/index.ts";
import { createReferenceEngine } from "../src/reference/index.ts";

/** A list of two elements that are not there. */
const HOLES: readonly number[] = Object.assign([], { length: 2 });

/** All lists and records within a value. */
function parts(value: unknown): object[] {
  return typeof value === "object" && value !== null ? [value, ...Object.values(value).flatMap(parts)] : [];
}

describe("layers as data", () => {
  it.each([
    conv2d(2, { kernelSize: [3, 3] }),
    maxPool2d([2, 2]),
    adaptiveAvgPool2d([2, 2]),
    dropout(0.5, { sharedAxes: [0] }),
    parallel([[dense(2)], []]),
    permute([1, 0]),
    reshape([2, -1]),
  ])("are frozen through and through: $kind", (layer) => {
    expect(parts(layer).filter((part) => !Object.isFrozen(part))).toEqual([]);
  });
  it("do not follow the caller's list", () => {
    const order = [1, 0];
    const layer = permute(order);
    order[0] = 0;
    expect(layer.order).toEqual([1, 0]);
  });
  it.each([
    ["holes in an order", () => permute(HOLES)],
    ["holes in a kernel", () => maxPool2d(HOLES)],
    ["null as padding", () => convTranspose1d(1, { kernelSize: 2, padding: null as never })],
    ["null as an axis", () => parallel([[], []], { axis: null as never })],
  ])("are refused with %s", (_name, make) => {
    expect(make).toThrow(/must be|must list/);
  });
  it("name the least length that a pool takes when it rounds up", () => {
    const pooled = (length: number): unknown =>
      sequential({ inputShape: [1, length], layers: [maxPool1d(6, { rounding: "ceil", stride: 2 })] });
    expect(() => pooled(4)).toThrow(/a length of at least 5 /);
    expect(() => pooled(5)).not.toThrow();
  });
});

describe("loadStateDict", () => {
  const model = sequential({ inputShape: [2], layers: [dense(1)] });
  const bias = tensor([1], new Float32Array(1));

  it("makes floats of integers, which an engine would train as integers", () => {
    const weight = tensor([1, 2], Int32Array.of(1, 2)) as never;
    const { parameters } = loadStateDict(model, { "0.weight": weight, "0.bias": bias });
    expect(parameters["0.weight"]!.data).toEqual(Float32Array.of(1, 2));
  });
  it.each([
    ["no tensors", () => loadStateDict(model, null as never)],
    ["a plain list", () => loadStateDict(model, { "0.weight": [1, 2] as never, "0.bias": bias })],
    ["a rename that is no function", () => loadStateDict(model, {}, { rename: "x" as never })],
    ["a strict that is null", () => loadStateDict(model, {}, { strict: null as never })],
  ])("refuses %s", (_name, load) => {
    expect(load).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
  });
});

it("a refused step leaves running statistics as they were", async () => {
  const model = sequential({ inputShape: [2], layers: [batchNorm({ affine: false }), embedding(3, 2), flatten()] });
  using engine = createReferenceEngine(model, { loss: meanSquaredError(), seed: 1 });
  const before = await engine.readState();
  const batch = {
    inputs: tensor([2, 2], Float32Array.of(0, 5, 1, 9)),
    targets: tensor([2, 4], new Float32Array(8)),
    masks: [],
  };
  const update = { learningRate: 1, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0 };
  expect(() => engine.trainBatch([batch], update)).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
  expect((await engine.readState()).buffers).toEqual(before.buffers);
});
