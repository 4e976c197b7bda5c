import { meanSquaredError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { openOnnxModel } from "../../src/index.ts";
import { fileOf } from "./file-of.ts";

type Parts = Parameters<typeof fileOf>[0];

function trained(parts: Parts): readonly string[] {
  return openOnnxModel(fileOf(parts), { loss: meanSquaredError() }).parameters.map(({ name }) => name);
}

const W = { dims: [2, 2], data: [1, 2, 3, 4] };
const ROW = { dims: [2], data: [5, 6] };

describe("a mask", () => {
  it("that holds an infinity is no parameter", () => {
    const stored = { w: W, mask: { dims: [2, 2], data: [0, -Infinity, 0, 0] } };
    const calls: Parts["calls"] = [
      ["MatMul", ["x", "w"], ["h"]],
      ["Add", ["h", "mask"], ["y"]],
    ];
    expect(trained({ inputs: { x: ["rows", 2, 2] }, stored, calls })).toEqual(["w"]);
  });
});

describe("what is joined with the data is a parameter", () => {
  it("as a class token, before a norm", () => {
    const stored = { token: { dims: [1, 1, 2], data: [1, 2] }, scale: ROW, rows: { dims: [3], data: [3n, 1n, 1n] } };
    const calls: Parts["calls"] = [
      ["Expand", ["token", "rows"], ["tokens"]],
      ["Concat", ["tokens", "x"], ["joined"], { axis: 1 }],
      ["LayerNormalization", ["joined", "scale"], ["y"]],
    ];
    expect(trained({ inputs: { x: [3, 2, 2] }, stored, calls })).toEqual(["token", "scale"]);
  });

  it("as a mask token, by Where, but not a single number", () => {
    const stored = { w: W, token: ROW, zero: { dims: [1], data: [0] } };
    const calls: Parts["calls"] = [
      ["MatMul", ["x", "w"], ["h"]],
      ["Greater", ["x", "zero"], ["isSeen"]],
      ["Where", ["isSeen", "h", "token"], ["masked"]],
      ["Where", ["isSeen", "masked", "zero"], ["y"]],
    ];
    expect(trained({ inputs: { x: ["rows", 2] }, stored, calls })).toEqual(["w", "token"]);
  });

  it("as the third operand of an operator of many", () => {
    const stored = { w: W, b: ROW };
    const calls: Parts["calls"] = [
      ["MatMul", ["x", "w"], ["h"]],
      ["Sum", ["h", "x", "b"], ["y"]],
    ];
    expect(trained({ inputs: { x: ["rows", 2] }, stored, calls })).toEqual(["w", "b"]);
  });
});

describe("an exporter's notes", () => {
  const kind = (value: string): Record<string, string> => ({
    "pkg.torch.export.graph_signature.InputSpec.kind": value,
  });
  const folded = (value: string): Record<string, string> => ({ "pkg.onnxscript.optimizer.folded_from": value });
  const parts: Parts = {
    inputs: { x: ["rows", 2] },
    stored: { w: W, mean: ROW, val_1: ROW, val_2: ROW, plain: ROW },
    calls: [
      ["Sub", ["x", "mean"], ["centred"]],
      ["MatMul", ["centred", "w"], ["h"]],
      ["LayerNormalization", ["h", "val_1"], ["normal"]],
      ["Add", ["normal", "val_2"], ["moved"]],
      ["Add", ["moved", "plain"], ["y"]],
    ],
    notes: {
      w: kind("PARAMETER"),
      mean: kind("BUFFER"),
      val_1: folded("['h', 'val_0']"),
      val_2: folded("['norm.bias', 'val_0']"),
    },
    graphNotes: {
      "pkg.torch.export.ExportedProgram.graph_signature":
        "\n# inputs\np_w: PARAMETER target='w'\np_norm_bias: PARAMETER target='norm.bias'\nb_mean: BUFFER target='mean'\n",
    },
  };

  it("tell buffers, and what was computed from no parameter", () => {
    expect(trained(parts)).toEqual(["w", "val_2", "plain"]);
  });

  it("do not keep a tensor that is named from being trained", () => {
    const model = openOnnxModel(fileOf(parts), { loss: meanSquaredError(), trainable: ["w", "mean"] });
    expect(model.parameters.map(({ name }) => name)).toEqual(["w", "mean"]);
  });

  it("are not needed", () => {
    expect(trained({ ...parts, notes: {}, graphNotes: {} })).toEqual(["w", "mean", "val_1", "val_2", "plain"]);
  });
});
