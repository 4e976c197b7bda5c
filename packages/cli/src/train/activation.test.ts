import { encodeGraph, GraphBuilder, int, readModel, type Attributes, type ModelFile } from "@lockstep/onnx";
import { describe, expect, it } from "vitest";
import { applyActivation } from "./apply-activation.ts";
import { finalActivation } from "./final-activation.ts";

function modelEndingIn(operator: string, attributes: Attributes = {}): ModelFile {
  const graph = new GraphBuilder("model");
  const x = graph.input("x", "float32", ["rows", 2]);
  const w = graph.constant(Float32Array.of(1, 2, 3, 4), [2, 2]);
  const logits = graph.apply("MatMul", [x, w], {}, "logits");
  return readModel(encodeGraph(graph.build([graph.apply(operator, [logits], attributes, "y")])));
}

describe("finalActivation", () => {
  it.each([
    ["Softmax", { axis: int(-1) }],
    ["Sigmoid", {}],
  ])("finds a final %s and the logits before it", (operator, attributes) => {
    expect(finalActivation(modelEndingIn(operator, attributes), "y")).toEqual({
      activation: operator,
      logits: "logits",
    });
  });

  it("finds none at a ReLU, or inside", () => {
    expect(finalActivation(modelEndingIn("Relu"), "y")).toBeNull();
    expect(finalActivation(modelEndingIn("Sigmoid"), "logits")).toBeNull();
  });
});

describe("applyActivation", () => {
  it("makes probabilities of rows, whatever is added to a row's logits", () => {
    const near = applyActivation("Softmax", Float32Array.of(0, Math.log(3), 1000, 1000), 2);
    expect([...near].map((value) => Number(value.toFixed(6)))).toEqual([0.25, 0.75, 0.5, 0.5]);
    const logs = applyActivation("LogSoftmax", Float32Array.of(0, Math.log(3)), 2);
    expect(Math.exp(logs[0]!)).toBeCloseTo(0.25, 6);
    expect([...applyActivation("Sigmoid", Float32Array.of(0, -Infinity, Math.log(3)), 3)]).toEqual([
      0.5,
      0,
      expect.closeTo(0.75, 6),
    ]);
  });
});
