import { meanSquaredError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { buildGradients, openOnnxModel, readModel, type OnnxModelOptions } from "../../src/index.ts";
import { runBytes } from "../run-graph.ts";
import { fileOf } from "./file-of.ts";

/** y = (x · w) · v, where v may be w transposed. */
function file(w: readonly number[], v: readonly number[]): Uint8Array {
  return fileOf({
    inputs: { x: ["rows", 2] },
    stored: { w: { dims: [2, 3], data: w }, v: { dims: [3, 2], data: v } },
    calls: [
      ["MatMul", ["x", "w"], ["h"]],
      ["MatMul", ["h", "v"], ["y"]],
    ],
  });
}

/** The same with a matrix of two rows and columns, and its transpose. */
function squares([a, b, c, d]: readonly [number, number, number, number]): Parameters<typeof fileOf>[0] {
  return {
    inputs: { x: ["rows", 2] },
    stored: { w: { dims: [2, 2], data: [a, b, c, d] }, v: { dims: [2, 2], data: [a, c, b, d] } },
    calls: [
      ["MatMul", ["x", "w"], ["h"]],
      ["MatMul", ["h", "v"], ["y"]],
    ],
  };
}

const W = [1, 2, 3, 4, 5, 6];
const TRANSPOSED = [1, 4, 2, 5, 3, 6];

function open(bytes: Uint8Array, options: Partial<OnnxModelOptions> = {}): ReturnType<typeof openOnnxModel> {
  return openOnnxModel(bytes, { loss: meanSquaredError(), ...options });
}

const names = (bytes: Uint8Array, options: Partial<OnnxModelOptions> = {}): readonly string[] =>
  open(bytes, options).parameters.map(({ name }) => name);

describe("a matrix that is stored again, transposed", () => {
  it("is one parameter, unless both are named", () => {
    expect(names(file(W, TRANSPOSED))).toEqual(["w"]);
    expect(names(file(W, TRANSPOSED), { trainable: ["w", "v"] })).toEqual(["w", "v"]);
    expect(names(file(W, TRANSPOSED), { trainable: "v" })).toEqual(["v"]);
  });

  it("is none where an element differs, all are equal, or it is symmetric", () => {
    expect(names(fileOf(squares([1, 2, 2, 3])))).toEqual(["w", "v"]);
    expect(names(fileOf(squares([1, 2, 3, 4])))).toEqual(["w"]);
    expect(names(file(W, TRANSPOSED.with(5, 7)))).toEqual(["w", "v"]);
    expect(names(file(W, W))).toEqual(["w", "v"]);
    expect(names(file([0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]))).toEqual(["w", "v"]);
  });

  it("gets the gradients of both", async () => {
    const model = open(file(W, TRANSPOSED));
    const { bytes, inputs, outputs } = buildGradients(model);
    const results = await runBytes(bytes, {
      [inputs.inputs]: { shape: [1, 2], data: [1, -1] },
      [inputs.parameters["w"]!]: { shape: [2, 3], data: W },
      [inputs.targets]: { shape: [1, 2], data: [0, 0] },
      [inputs.weights]: { shape: [1], data: [1] },
      [inputs.totalWeight]: { shape: [], data: [1] },
    });
    // h = [-3, -3, -3], y = [-18, -45], dL/dy = y; dW = x ⊗ (y · W) + y ⊗ h.
    const [x, y, h] = [[1, -1], [-18, -45], -3];
    const expected = x.flatMap((own, row) =>
      [0, 1, 2].map((column) => own * (y[0]! * W[column]! + y[1]! * W[3 + column]!) + y[row]! * h),
    );
    expect(results[outputs.gradients["w"]!]!.data).toEqual(expected);
  });

  it("is exported as the transpose of what was trained", () => {
    const data = Float32Array.of(6, 5, 4, 3, 2, 1);
    const written = open(file(W, TRANSPOSED)).exportModel({ parameters: { w: { shape: [2, 3], data } } });
    expect(readModel(written).initializers.get("v")!.read()).toEqual(Float32Array.of(6, 3, 5, 2, 4, 1));
    expect(names(written)).toEqual(["w"]);
  });
});
