import { LockstepError, meanSquaredError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { encodeGraph, GraphBuilder, int, ints, openOnnxModel, type GraphValue } from "../../src/index.ts";
import { mutants, type Original } from "../model-file/mutants.ts";

const COUNT = 10_000;
const LONGEST_MS = 2_000;

/** A convolutional network with shapes to be computed. */
function convolutional(): Uint8Array {
  const graph = new GraphBuilder("convolutional");
  const x = graph.input("x", "float32", ["rows", 1, 6, 6]);
  const conv = graph.apply("Conv", [x, weights(graph, [2, 1, 3, 3]), weights(graph, [2])], {
    kernel_shape: ints([3, 3]),
    pads: ints([1, 1, 1, 1]),
    strides: ints([1, 1]),
    dilations: ints([1, 1]),
    group: int(1),
  });
  const pool = graph.apply("MaxPool", [graph.apply("Relu", [conv])], {
    kernel_shape: ints([2, 2]),
    strides: ints([2, 2]),
  });
  const rows = graph.apply("Shape", [pool], { start: int(0), end: int(1) });
  const shape = graph.apply("Concat", [rows, graph.integers([-1])], { axis: int(0) });
  const flat = graph.apply("Reshape", [pool, shape]);
  return encodeGraph(graph.build([graph.apply("Gemm", [flat, weights(graph, [3, 18])], { transB: int(1) }, "y")]));
}

/** Products, a softmax and a norm. */
function attentive(): Uint8Array {
  const graph = new GraphBuilder("attentive");
  const x = graph.input("x", "float32", ["rows", 3, 4]);
  const keys = graph.apply("MatMul", [x, weights(graph, [4, 4])]);
  const turned = graph.apply("Transpose", [keys], { perm: ints([0, 2, 1]) });
  const scores = graph.apply("Softmax", [graph.apply("MatMul", [x, turned])], { axis: int(-1) });
  const mixed = graph.apply("Add", [x, graph.apply("MatMul", [scores, x])]);
  const norm = graph.apply("LayerNormalization", [mixed, weights(graph, [4]), weights(graph, [4])], { axis: int(-1) });
  const mean = graph.apply("ReduceMean", [norm, graph.integers([1])], { keepdims: int(0) });
  return encodeGraph(
    graph.build([graph.apply("Slice", [mean, graph.integers([0]), graph.integers([2]), graph.integers([1])])]),
  );
}

function weights(graph: GraphBuilder, shape: readonly number[]): GraphValue {
  const size = shape.reduce((product, length) => product * length, 1);
  return graph.constant(
    Float32Array.from({ length: size }, (_, index) => Math.fround((index % 7) / 7 - 0.4)),
    shape,
  );
}

const ORIGINALS: readonly Original[] = [
  { name: "convolutional", bytes: convolutional() },
  { name: "attentive", bytes: attentive() },
];

describe("10,000 damaged models", () => {
  it("are opened or refused by a typed error, each within 2 s", () => {
    const counts = { opened: 0, refused: 0 };
    let worst = { milliseconds: 0, name: "" };
    for (const { name, bytes } of mutants(ORIGINALS, COUNT)) {
      const start = performance.now();
      try {
        openOnnxModel(bytes, { loss: meanSquaredError() });
        counts.opened++;
      } catch (error) {
        if (!(error instanceof LockstepError))
          throw new Error(`${name} was neither opened nor refused`, { cause: error });
        counts.refused++;
      }
      const milliseconds = performance.now() - start;
      if (milliseconds > worst.milliseconds) worst = { milliseconds, name };
    }
    expect(worst.milliseconds < LONGEST_MS ? "in time" : worst.name).toBe("in time");
    expect(counts.opened).toBeGreaterThan(COUNT / 20);
    expect(counts.opened + counts.refused).toBe(COUNT);
  });
});
