import { meanSquaredError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { buildPrediction, openOnnxModel, type OnnxModel, type OnnxModelOptions } from "../../src/index.ts";
import { runBytes } from "../run-graph.ts";
import { fileOf } from "./file-of.ts";

type Parts = Parameters<typeof fileOf>[0];

const EYE = { dims: [2, 2], data: [1, 0, 0, 1] };

function open(parts: Parts, options: Partial<OnnxModelOptions> = {}): OnnxModel {
  return openOnnxModel(fileOf(parts), { loss: meanSquaredError(), ...options });
}

async function predict(model: OnnxModel, shape: readonly number[], data: readonly number[]): Promise<number[]> {
  const { bytes, inputs, outputs } = buildPrediction(model);
  const weights = Object.entries(inputs.parameters).map(([name, input]) => {
    const { shape: own, data: elements } = model.weights[name]!;
    return [input, { shape: own, data: [...elements] }] as const;
  });
  const results = await runBytes(bytes, { [inputs.inputs]: { shape, data }, ...Object.fromEntries(weights) });
  return results[outputs.output]!.data;
}

describe("Squeeze without axes", () => {
  it("keeps the rows of a batch of one", async () => {
    const calls: Parts["calls"] = [
      ["MatMul", ["x", "w"], ["h"]],
      ["Squeeze", ["h"], ["flat"]],
      ["ReduceSum", ["flat", "first"], ["sum"], { keepdims: 1 }],
      ["Mul", ["flat", "sum"], ["y"]],
    ];
    const stored = { w: EYE, first: { dims: [1], data: [0n] } };
    // Over the rows: of one row, y = x · x. Were the axis lost, the sum would be over the columns.
    const model = open({ inputs: { x: ["rows", 1, 2] }, stored, calls });
    expect(await predict(model, [1, 1, 2], [2, 3])).toEqual([4, 9]);
  });

  it("keeps a batch of one that the file fixes from being freed", async () => {
    const calls: Parts["calls"] = [
      ["Squeeze", ["x"], ["flat"]],
      ["MatMul", ["flat", "w"], ["h"]],
      ["ReduceSum", ["h", "first"], ["sum"], { keepdims: 1 }],
      ["Mul", ["h", "sum"], ["product"]],
      ["Reshape", ["product", "shape"], ["y"]],
    ];
    const stored = { w: EYE, first: { dims: [1], data: [0n] }, shape: { dims: [3], data: [-1n, 2n, 2n] } };
    const model = open({ inputs: { x: [1, 2, 2] }, stored, calls });
    // The sum is over the first axis after the batch.
    expect(model.rows).toBe(1);
    expect(await predict(model, [1, 2, 2], [1, 2, 3, 4])).toEqual([4, 12, 12, 24]);
  });
});

describe("a fixed batch", () => {
  const stored = { w: EYE, first: { dims: [1], data: [0n] }, count: { dims: [1], data: [3] } };
  const centred = (sum: Parts["calls"]): Parts => ({
    inputs: { x: [3, 2] },
    stored,
    calls: [["MatMul", ["x", "w"], ["h"]], ...sum, ["Div", ["sum", "count"], ["mean"]], ["Sub", ["h", "mean"], ["y"]]],
  });

  it("stays where a node sums over it: the file may divide by its length", () => {
    expect(open(centred([["ReduceSum", ["h", "first"], ["sum"]]])).rows).toBe(3);
    const product: Parts["calls"] = [
      ["Transpose", ["h"], ["columns"]],
      ["MatMul", ["columns", "h"], ["squares"]],
      ["ReduceSum", ["squares", "first"], ["sum"]],
    ];
    expect(open(centred(product)).rows).toBe(3);
  });

  it("is freed where sums stay within a row", () => {
    const within = centred([["ReduceSum", ["h", "last"], ["sum"]]]);
    const last = { dims: [1], data: [-1n] };
    expect(open({ ...within, stored: { ...stored, last } }).rows).toBeUndefined();
  });

  it("that varies may be summed over", () => {
    const sum = centred([["ReduceSum", ["h", "first"], ["sum"]]]);
    expect(open({ ...sum, inputs: { x: ["rows", 2] } }).rows).toBeUndefined();
  });
});

describe("running statistics", () => {
  const statistics = (second: readonly [string, string]): readonly string[] => {
    const stored = Object.fromEntries(["s", "s2", "b", "m", "v"].map((name) => [name, { dims: [2], data: [1, 2] }]));
    const calls: Parts["calls"] = [
      ["BatchNormalization", ["x", "s", "b", "m", "v"], ["h", "m1", "v1"], { training_mode: 1 }],
      ["BatchNormalization", ["h", ...second, "m", "v"], ["y", "m2", "v2"], { training_mode: 1 }],
    ];
    return open({ inputs: { x: ["rows", 2] }, stored, calls }).buffers.map(({ name }) => name);
  };

  it("are one pair for a norm that is called twice", () => {
    expect(statistics(["s", "b"])).toEqual(["m", "v"]);
  });

  it("are a pair for each norm whose equal tensors were stored once", () => {
    expect(statistics(["s2", "b"])).toHaveLength(4);
  });
});

describe("a filled input", () => {
  it("keeps a first axis that is not the batch", async () => {
    const calls: Parts["calls"] = [
      ["MatMul", ["x", "w"], ["h"]],
      ["ReduceSum", ["mask", "first"], ["count"], { keepdims: 0 }],
      ["Mul", ["h", "count"], ["y"]],
    ];
    const stored = { w: EYE, first: { dims: [1], data: [0n] } };
    const model = open({ inputs: { x: ["rows", 2], mask: [3, 2] }, stored, calls }, { fill: { mask: 1 } });
    expect(await predict(model, [1, 2], [1, 2])).toEqual([3, 6]);
  });
});

describe("Mod", () => {
  it.each([
    [0, 2],
    [1, -1],
  ])("with fmod %i leaves %i of -4 by 3", async (fmod, rest) => {
    const calls: Parts["calls"] = [
      ["Mod", ["a", "b"], ["rest"], { fmod }],
      ["Cast", ["rest"], ["factor"], { to: 1 }],
      ["MatMul", ["x", "w"], ["h"]],
      ["Mul", ["h", "factor"], ["y"]],
    ];
    const stored = { w: EYE, a: { dims: [1], data: [-4n] }, b: { dims: [1], data: [3n] } };
    expect(await predict(open({ inputs: { x: ["rows", 2] }, stored, calls }), [1, 2], [1, 2])).toEqual([
      rest,
      2 * rest,
    ]);
  });
});

describe("an output without a name", () => {
  it("does not make its node needed where an input is left out", () => {
    const calls: Parts["calls"] = [
      ["MatMul", ["x", "w"], ["h"]],
      ["Dropout", ["x"], ["", "mask"]],
      ["Clip", ["h", "", "most"], ["y"]],
    ];
    const stored = { w: EYE, most: { dims: [], data: [3] } };
    expect(open({ inputs: { x: ["rows", 2] }, stored, calls }).randomSites).toEqual([]);
  });
});

describe("the fingerprint", () => {
  const parts = (changes: { axis?: bigint; frozen?: number; trained?: number } = {}): Parts => ({
    inputs: { x: ["rows", 2, 2], mask: ["rows", 2] },
    stored: {
      w: { dims: [2, 2], data: [changes.trained ?? 1, 0, 0, 1] },
      frozen: { dims: [2, 2], data: [changes.frozen ?? 1, 0, 0, 1] },
      axis: { dims: [1], data: [changes.axis ?? 1n] },
    },
    calls: [
      ["MatMul", ["x", "frozen"], ["g"]],
      ["MatMul", ["g", "w"], ["h"]],
      ["ReduceMean", ["h", "axis"], ["mean"], { keepdims: 0 }],
      ["Mul", ["mean", "mask"], ["y"]],
    ],
  });
  const of = (changes: Parameters<typeof parts>[0] = {}, mask = 1): string =>
    open(parts(changes), { trainable: "w", fill: { mask } }).fingerprint;

  it("is that of other values of what is trained", () => {
    expect(of({ trained: 2 })).toBe(of());
  });

  it("tells axes, frozen weights and filled inputs apart", () => {
    expect(new Set([of(), of({ axis: 2n }), of({ frozen: 2 }), of({}, 0)]).size).toBe(4);
  });
});
