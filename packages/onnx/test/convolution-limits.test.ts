import { ShapeMismatchError, UnsupportedOptionError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { emitAveragePool } from "../src/compose/emit-average-pool.ts";
import { emitConv } from "../src/compose/emit-conv.ts";
import { emitConvTranspose } from "../src/compose/emit-conv-transpose.ts";
import { emitGlobalMaxima, emitMaxPool } from "../src/compose/emit-max-pool.ts";
import { emitDepthToSpace, emitSpaceToDepth } from "../src/compose/depth-to-space.ts";
import {
  differentiate,
  GraphBuilder,
  int,
  ints,
  text,
  type Attributes,
  type GraphTarget,
  type GraphValue,
} from "../src/index.ts";
import { runGraph } from "./run-graph.ts";

const TARGETS: readonly GraphTarget[] = ["wasm", "webgpu"];

async function compute(
  target: GraphTarget,
  shape: readonly number[],
  data: readonly number[],
  emit: (graph: GraphBuilder, x: GraphValue) => GraphValue,
): Promise<number[]> {
  const graph = new GraphBuilder("limits", target);
  const [result] = await runGraph(graph, [emit(graph, graph.input("x", "float32", shape))], { x: { shape, data } });
  return result!.data;
}

function call(
  target: GraphTarget,
  operator: "Conv" | "ConvTranspose",
  shapes: readonly number[][],
  attributes: Attributes,
): () => GraphValue {
  const graph = new GraphBuilder("refusal", target);
  const inputs = shapes.map((shape, index) => graph.input(`x${index}`, "float32", shape));
  return () => (operator === "Conv" ? emitConv : emitConvTranspose)(graph, inputs, attributes, "conv");
}

describe.each(TARGETS)("maxima on %s", (target) => {
  const window = { kernel_shape: ints([1, 2]), strides: ints([1, 2]) };
  const data = [NaN, 1, 2, NaN, -Infinity, -Infinity, NaN, NaN, -Infinity, -3, Infinity, 0];

  it("are NaN where there is one, and -Infinity where there is nothing else", async () => {
    const pooled = await compute(target, [1, 1, 1, 12], data, (graph, x) => emitMaxPool(graph, [x], window, "pool"));
    expect(pooled).toEqual([NaN, NaN, -Infinity, NaN, -3, Infinity]);
  });

  it("are so where elements of a window are apart", async () => {
    const apart = { kernel_shape: ints([2]), dilations: ints([2]), strides: ints([3]) };
    const pooled = await compute(target, [1, 1, 6], [NaN, 5, 1, -Infinity, 9, -Infinity], (graph, x) =>
      emitMaxPool(graph, [x], apart, "pool"),
    );
    expect(pooled).toEqual([NaN, -Infinity]);
  });

  it("are so of a whole channel", async () => {
    const rows = [1, NaN, 3, -Infinity, -Infinity, -Infinity, 4, -1, 2];
    const pooled = await compute(target, [1, 3, 3], rows, (graph, x) => emitGlobalMaxima(graph, x, "pool"));
    expect(pooled).toEqual([NaN, -Infinity, 4]);
  });

  it.each([
    { name: "side by side", stride: 2, v: [7, 8, 9], expected: [7, 0, 0, 8, 9, 0] },
    { name: "overlapping", stride: 1, v: [1, 2, 4, 8, 16], expected: [1, 2, 0, 12, 16, 0] },
  ])("give the gradient to the first of several: $name", async ({ stride, v, expected }) => {
    const graph = new GraphBuilder("ties", target);
    const x = graph.input("x", "float32", [1, 1, 1, 6]);
    const y = emitMaxPool(graph, [x], { kernel_shape: ints([1, 2]), strides: ints([1, stride]) }, "pool");
    const [gradient] = differentiate(graph, y, graph.input("v", "float32", y.shape), [x]);
    const feeds = { x: { shape: [1, 1, 1, 6], data: [2, 2, 1, 3, 3, 3] }, v: { shape: [1, 1, 1, v.length], data: v } };
    const [result] = await runGraph(graph, [gradient!], feeds);
    expect(result!.data).toEqual(expected);
  });
});

describe("means", () => {
  it("never count what a last window juts out by", async () => {
    const window = {
      kernel_shape: ints([3]),
      strides: ints([2]),
      pads: ints([1, 1]),
      ceil_mode: int(1),
      count_include_pad: int(1),
    };
    const means = await compute("wasm", [1, 1, 4], [6, 6, 6, 6], (graph, x) =>
      emitAveragePool(graph, [x], window, "pool"),
    );
    expect(means).toEqual([4, 6, 3]);
  });
});

describe.each(TARGETS)("channels and places on %s", (target) => {
  const numbers = Array.from({ length: 16 }, (_, index) => index);

  it("are exchanged as ONNX counts blocks", async () => {
    // y[c, h·2 + i, w·2 + j] = x[(i·2 + j)·C + c, h, w]
    const spread = await compute(target, [1, 8, 1, 2], numbers, (graph, x) =>
      emitDepthToSpace(graph, x, { blocksize: int(2) }),
    );
    expect(spread).toEqual([0, 4, 1, 5, 8, 12, 9, 13, 2, 6, 3, 7, 10, 14, 11, 15]);
    const gathered = await compute(target, [1, 2, 2, 4], spread, (graph, x) =>
      emitSpaceToDepth(graph, x, { blocksize: int(2) }),
    );
    expect(gathered).toEqual(numbers);
  });

  it("are exchanged with the channels outside in the mode CRD", async () => {
    // y[c, h·2 + i, w·2 + j] = x[c·4 + i·2 + j, h, w]
    const spread = await compute(target, [1, 8, 1, 2], numbers, (graph, x) =>
      emitDepthToSpace(graph, x, { blocksize: int(2), mode: text("CRD") }),
    );
    expect(spread).toEqual([0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15]);
  });
});

describe("convolutions are refused", () => {
  it("with an auto_pad, which is to be written as pads", () => {
    expect(
      call(
        "wasm",
        "Conv",
        [
          [1, 1, 4, 4],
          [1, 1, 3, 3],
        ],
        { auto_pad: text("SAME_UPPER") },
      ),
    ).toThrow(/operator Conv: auto_pad must be NOTSET/);
  });

  it("with an output_shape", () => {
    const refused = call(
      "wasm",
      "ConvTranspose",
      [
        [1, 1, 4, 4],
        [1, 1, 3, 3],
      ],
      { output_shape: ints([6, 6]) },
    );
    expect(refused).toThrow(UnsupportedOptionError);
  });

  it.each([
    {
      why: "channels that do not fit",
      shapes: [
        [1, 3, 4, 4],
        [2, 2, 3, 3],
      ],
      attributes: {},
    },
    {
      why: "groups that do not divide the channels",
      shapes: [
        [1, 4, 4, 4],
        [3, 2, 3, 3],
      ],
      attributes: { group: int(2) },
    },
    {
      why: "a kernel that does not fit",
      shapes: [
        [1, 1, 2, 2],
        [1, 1, 3, 3],
      ],
      attributes: {},
    },
    { why: "a bias of another length", shapes: [[1, 1, 4, 4], [2, 1, 3, 3], [3]], attributes: {} },
    {
      why: "a stride of 0",
      shapes: [
        [1, 1, 4, 4],
        [2, 1, 3, 3],
      ],
      attributes: { strides: ints([0, 1]) },
    },
    {
      why: "no group",
      shapes: [
        [1, 1, 4, 4],
        [2, 1, 3, 3],
      ],
      attributes: { group: int(0) },
    },
    {
      why: "pads of another length",
      shapes: [
        [1, 1, 4, 4],
        [2, 1, 3, 3],
      ],
      attributes: { pads: ints([1, 1]) },
    },
    {
      why: "a kernel_shape of another weight",
      shapes: [
        [1, 1, 4, 4],
        [2, 1, 3, 3],
      ],
      attributes: { kernel_shape: ints([2, 2]) },
    },
  ])("with $why", ({ shapes, attributes }) => {
    expect(call("wasm", "Conv", shapes, attributes)).toThrow(ShapeMismatchError);
  });

  it("on webgpu where they are transposed and go over three axes", () => {
    expect(
      call(
        "webgpu",
        "ConvTranspose",
        [
          [1, 1, 2, 2, 2],
          [1, 1, 2, 2, 2],
        ],
        {},
      ),
    ).toThrow(/operator ConvTranspose \(conv\) goes over at most two axes on webgpu/);
  });

  it("by their gradient on webgpu where their groups were not split", () => {
    const graph = new GraphBuilder("groups", "webgpu");
    const [x, w] = [graph.input("x", "float32", [1, 6, 4, 4]), graph.input("w", "float32", [10, 3, 3, 3])];
    const y = graph.apply("Conv", [x, w], { group: int(2) });
    const v = graph.input("v", "float32", y.shape);
    expect(() => differentiate(graph, y, v, [w])).toThrow(/operator Conv: group must be 1/);
    expect(() => differentiate(graph, y, v, [x])).toThrow(UnsupportedOptionError);
  });
});
