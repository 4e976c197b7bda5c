import { ShapeMismatchError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { DATA_TYPE_CODES } from "../src/graph/data-type-codes.ts";
import { isRows, rowsFactor } from "../src/graph/dimension.ts";
import { encodeGraph, GraphBuilder, int, ints, type Attributes, type GraphValue } from "../src/index.ts";
import { runBytes, runGraph } from "./run-graph.ts";

type Build = (graph: GraphBuilder, x: GraphValue) => GraphValue;

const whole = (graph: GraphBuilder, value: number): GraphValue => graph.constant(BigInt64Array.of(BigInt(value)), []);
const shapeOf: Build = (graph, x) => graph.apply("Shape", [x]);
const rowsOf: Build = (graph, x) => graph.apply("Gather", [shapeOf(graph, x), whole(graph, 0)]);
const FURTHEST = 2 ** 63;

/** Arithmetic on the shape of x, [rows, 3, 4], and what is known of it beforehand. */
const ON_ROWS: readonly { name: string; build: Build; expected: readonly (number | string)[] }[] = [
  { name: "Gather of one length", build: rowsOf, expected: ["rows"] },
  {
    name: "Gather of several lengths, from the end",
    build: (graph, x) => graph.apply("Gather", [shapeOf(graph, x), graph.integers([-1, 0])]),
    expected: [4, "rows"],
  },
  {
    name: "Slice backwards",
    build: (graph, x) =>
      graph.apply("Slice", [
        shapeOf(graph, x),
        graph.integers([-1]),
        graph.integers([-FURTHEST]),
        graph.integers([0]),
        graph.integers([-2]),
      ]),
    expected: [4, "rows"],
  },
  {
    name: "Concat of rows and what a reshape leaves",
    build: (graph, x) => {
      const rows = graph.apply("Unsqueeze", [rowsOf(graph, x), graph.integers([0])]);
      return graph.apply("Concat", [rows, graph.integers([-1, 2])], { axis: int(0) });
    },
    expected: ["rows", -1, 2],
  },
  { name: "Size", build: (graph, x) => graph.apply("Size", [x]), expected: ["12*rows"] },
  {
    name: "ReduceProd of a shape",
    build: (graph, x) => graph.apply("ReduceProd", [shapeOf(graph, x)], { keepdims: int(0) }),
    expected: ["12*rows"],
  },
  {
    name: "Mul, Div, Add and Sub",
    build: (graph, x) => {
      const twelve = graph.apply("Mul", [rowsOf(graph, x), whole(graph, 12)]);
      const third = graph.apply("Div", [twelve, whole(graph, 3)]);
      return graph.apply("Sub", [graph.apply("Add", [third, twelve]), rowsOf(graph, x)]);
    },
    expected: ["15*rows"],
  },
  {
    name: "Mod of what divides",
    build: (graph, x) =>
      graph.apply(
        "Concat",
        [
          graph.apply("Mod", [
            graph.apply("Mul", [graph.apply("Shape", [x], { end: int(1) }), whole(graph, 6)]),
            whole(graph, 3),
          ]),
          graph.apply("Neg", [graph.apply("Shape", [x], { end: int(1) })]),
        ],
        { axis: int(0) },
      ),
    expected: [0, "-1*rows"],
  },
  {
    name: "Where a length is -1, as an exporter writes Expand",
    build: (graph, x) => {
      const wanted = graph.apply("Concat", [graph.apply("Shape", [x], { end: int(1) }), graph.integers([-1, 5])], {
        axis: int(0),
      });
      const one = graph.apply("Expand", [whole(graph, 1), graph.integers([3])]);
      return graph.apply("Where", [graph.apply("Equal", [wanted, graph.integers([-1])]), one, wanted]);
    },
    expected: ["rows", 1, 5],
  },
  {
    name: "Max of the rows and 1, Min of the rows and twice as many",
    build: (graph, x) => {
      const rows = graph.apply("Shape", [x], { end: int(1) });
      const twice = graph.apply("Mul", [rows, whole(graph, 2)]);
      const more = graph.apply("Max", [rows, graph.integers([1])]);
      return graph.apply("Concat", [more, graph.apply("Min", [twice, rows])], { axis: int(0) });
    },
    expected: ["rows", "rows"],
  },
  {
    name: "Cast to int32 and back",
    build: (graph, x) => {
      const narrow = graph.apply("Cast", [shapeOf(graph, x)], { to: int(DATA_TYPE_CODES.int32) });
      return graph.apply("Cast", [narrow], { to: int(DATA_TYPE_CODES.int64) });
    },
    expected: ["rows", 3, 4],
  },
  {
    name: "Squeeze, Reshape, Identity and Transpose",
    build: (graph, x) => {
      const rows = graph.apply("Squeeze", [graph.apply("Shape", [x], { end: int(1) })]);
      const again = graph.apply("Reshape", [rows, graph.integers([-1])]);
      return graph.apply("Transpose", [graph.apply("Identity", [again])], { perm: ints([0]) });
    },
    expected: ["rows"],
  },
];

const UNKNOWN: readonly { name: string; build: Build }[] = [
  { name: "the rows and one more", build: (graph, x) => graph.apply("Add", [rowsOf(graph, x), whole(graph, 1)]) },
  { name: "the rows times the rows", build: (graph, x) => graph.apply("Mul", [rowsOf(graph, x), rowsOf(graph, x)]) },
  {
    name: "whether there are two rows",
    build: (graph, x) => graph.apply("Equal", [rowsOf(graph, x), whole(graph, 2)]),
  },
  { name: "a third of the rows", build: (graph, x) => graph.apply("Div", [rowsOf(graph, x), whole(graph, 3)]) },
  {
    name: "the rows as a float",
    build: (graph, x) => graph.apply("Cast", [rowsOf(graph, x)], { to: int(DATA_TYPE_CODES.float32) }),
  },
];

type Elements = {
  readonly type: "int64" | "int32" | "bool" | "float32";
  readonly shape: readonly number[];
  readonly data: readonly number[];
};
const int64 = (...data: number[]): Elements => ({ type: "int64", shape: [data.length], data });
const bool = (...data: number[]): Elements => ({ type: "bool", shape: [data.length], data });
const float32 = (...data: number[]): Elements => ({ type: "float32", shape: [data.length], data });
const scalar = (type: Elements["type"], value: number): Elements => ({ type, shape: [], data: [value] });

const FOLDED: readonly { operator: string; inputs: readonly Elements[]; attributes?: Attributes }[] = [
  ...["Add", "Sub", "Mul", "Div", "Max", "Min", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual"].flatMap(
    (operator) => [
      { operator, inputs: [int64(7, -7, 0, 3), int64(2, 2, 5, 3)] },
      { operator, inputs: [float32(0.1, -7, -0, 3), scalar("float32", 0.3)] },
    ],
  ),
  { operator: "Mod", inputs: [int64(7, -7, 7, -7), int64(3, 3, -3, -3)] },
  ...["And", "Or", "Xor"].map((operator) => ({ operator, inputs: [bool(0, 0, 1, 1), bool(0, 1, 0, 1)] })),
  { operator: "Not", inputs: [bool(0, 1)] },
  { operator: "Neg", inputs: [int64(3, -4)] },
  { operator: "Abs", inputs: [int64(3, -4)] },
  ...["Sqrt", "Floor", "Ceil"].map((operator) => ({ operator, inputs: [float32(2, 0.3, 48)] })),
  { operator: "Where", inputs: [bool(1, 0), int64(1, 2), int64(3, 4)] },
  { operator: "Cast", inputs: [float32(2.7, -2.7)], attributes: { to: int(DATA_TYPE_CODES.int64) } },
  { operator: "Cast", inputs: [int64(16777217, 0)], attributes: { to: int(DATA_TYPE_CODES.float32) } },
  { operator: "Cast", inputs: [int64(5, 0, -1)], attributes: { to: int(DATA_TYPE_CODES.bool) } },
  ...[
    [0, 2, 1],
    [-3, FURTHEST, 1],
    [-100, 100, 3],
    [100, -100, -1],
    [-1, -FURTHEST, -2],
    [3, 1, -1],
    [-100, -200, -1],
    [2, 1, 1],
  ].map(([start, end, step]) => ({
    operator: "Slice",
    inputs: [int64(1, 2, 3, 4, 5), int64(start!), int64(end!), int64(0), int64(step!)],
  })),
  { operator: "Gather", inputs: [int64(5, 6, 7), int64(-1, 0)] },
  { operator: "Gather", inputs: [int64(5, 6, 7), scalar("int64", -2)] },
  { operator: "Range", inputs: [scalar("int64", 5), scalar("int64", -2), scalar("int64", -3)] },
  { operator: "Range", inputs: [scalar("float32", 0), scalar("float32", 4), scalar("float32", 1)] },
  { operator: "Expand", inputs: [int64(7), int64(3)] },
  { operator: "Expand", inputs: [scalar("float32", 7), int64(3)] },
  { operator: "ReduceProd", inputs: [int64(2, 3, 4)], attributes: { keepdims: int(0) } },
  { operator: "ReduceSum", inputs: [int64(2, 3, 4)], attributes: { keepdims: int(1) } },
];

function constantOf(graph: GraphBuilder, { type, shape, data }: Elements): GraphValue {
  switch (type) {
    case "int64":
      // 2^63 stands for the largest int64.
      return graph.constant(
        BigInt64Array.from(data, (value) => (value >= FURTHEST ? 2n ** 63n - 1n : BigInt(value))),
        shape,
      );
    case "int32":
      return graph.constant(Int32Array.from(data), shape);
    case "bool":
      return graph.constant(Uint8Array.from(data), shape);
    case "float32":
      return graph.constant(Float32Array.from(data), shape);
  }
}

describe("what is known of a value beforehand", () => {
  it.each(ON_ROWS)("$name is what the runtime computes", async ({ build, expected }) => {
    const graph = new GraphBuilder("contents");
    const output = build(graph, graph.input("x", "float32", ["rows", 3, 4]));
    expect(output.contents).toEqual(expected);
    for (const rows of [1, 5]) {
      const feed = { shape: [rows, 3, 4], data: Array.from({ length: rows * 12 }, () => 0) };
      const [result] = await runGraph(graph, [output], { x: feed });
      expect(result!.data).toEqual(
        output.contents!.map((length) => (isRows(length) ? rows * rowsFactor(length) : length)),
      );
    }
  });

  it.each(UNKNOWN)("$name is not known, which is no error", ({ build }) => {
    const graph = new GraphBuilder("contents");
    expect(build(graph, graph.input("x", "float32", ["rows", 3, 4])).contents).toBeUndefined();
  });

  it.each(FOLDED)("$operator of constants $inputs is folded to what the runtime computes", async (call) => {
    const graph = new GraphBuilder("folded");
    const inputs = call.inputs.map((elements) => constantOf(graph, elements));
    const output = graph.apply(call.operator, inputs, call.attributes);
    expect(graph.nodes).toHaveLength(0);
    const written = { ...output, name: "written" };
    const { initializers } = graph.build([...inputs]);
    const node = {
      name: "node",
      operator: call.operator,
      inputs,
      outputs: [written],
      attributes: call.attributes ?? {},
    };
    const bytes = encodeGraph({ name: "unfolded", inputs: [], outputs: [written], initializers, nodes: [node] });
    const { written: result } = await runBytes(bytes, {});
    expect({ shape: output.shape, data: output.contents, type: output.elementType }).toEqual({
      shape: result!.shape,
      data: result!.data,
      type: result!.elementType,
    });
  });

  it("folds the bound that stands for the end without wrapping it", () => {
    const graph = new GraphBuilder("end");
    const end = graph.constant(BigInt64Array.of(2n ** 63n - 1n), []);
    const unsqueezed = graph.apply("Unsqueeze", [end, graph.integers([0])]);
    expect(graph.dataOf(unsqueezed)).toEqual(BigInt64Array.of(2n ** 63n - 1n));
  });

  it.each<[string, Build]>([
    ["an index outside", (graph, x) => graph.apply("Gather", [x, whole(graph, 3)], { axis: int(1) })],
    ["an axis outside", (graph, x) => graph.apply("Gather", [x, whole(graph, 0)], { axis: int(3) })],
    ["a squeezed axis of several", (graph, x) => graph.apply("Squeeze", [x, graph.integers([1])])],
    ["an axis twice", (graph, x) => graph.apply("Unsqueeze", [x, graph.integers([0, 0])])],
    ["a step of 0", (graph, x) => slice(graph, x, [0], [1], [1], [0])],
    ["all rows but one", (graph, x) => slice(graph, x, [1], [FURTHEST], [0], [1])],
    ["a join of unlike lengths", (graph, x) => graph.apply("Concat", [x, shapeOf(graph, x)], { axis: int(0) })],
    ["an order that leaves an axis out", (graph, x) => graph.apply("Transpose", [x], { perm: ints([0, 1]) })],
    ["a bound that is computed", (graph, x) => slice(graph, x, [0], graph.input("end", "int64", [1]), [1], [1])],
    ["a range without a step", (graph) => graph.apply("Range", [whole(graph, 0), whole(graph, 1), whole(graph, 0)])],
  ])("refuses %s", (_, build) => {
    const graph = new GraphBuilder("refused");
    expect(() => build(graph, graph.input("x", "float32", ["rows", 3, 4]))).toThrow(ShapeMismatchError);
  });
});

function slice(
  graph: GraphBuilder,
  x: GraphValue,
  starts: readonly number[],
  ends: readonly number[] | GraphValue,
  axes: readonly number[],
  steps: readonly number[],
): GraphValue {
  const end =
    "name" in ends
      ? ends
      : graph.constant(
          BigInt64Array.from(ends, (value) => (value >= FURTHEST ? 2n ** 63n - 1n : BigInt(value))),
          [ends.length],
        );
  return graph.apply("Slice", [x, graph.integers(starts), end, graph.integers(axes), graph.integers(steps)]);
}
