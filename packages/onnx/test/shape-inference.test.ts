import { ShapeMismatchError } from "@lockstep/core";
import { isRows, rowsFactor } from "../src/graph/dimension.ts";
import { describe, expect, it } from "vitest";
import {
  GraphBuilder,
  int,
  ints,
  type Attributes,
  type Dimension,
  type ElementType,
  type GraphValue,
} from "../src/index.ts";
import { RULE_CASES } from "./gradients/cases/index.ts";
import { runGraph } from "./run-graph.ts";

interface Call {
  readonly operator: string;
  readonly shapes: readonly (readonly Dimension[])[];
  readonly types?: readonly ElementType[];
  readonly integers?: readonly number[];
  readonly attributes?: Attributes;
}

const FLOAT = 1;
const BOOL = 9;
const CALLS: readonly Call[] = [
  ...["Ceil", "Exp", "Floor", "LeakyRelu", "Log", "Neg", "Relu", "Round", "Sigmoid", "Sign", "Tanh"].map(
    (operator) => ({ operator, shapes: [["rows", 2, 4] as const] }),
  ),
  ...["Add", "Div", "Equal", "Greater", "Less", "Mul", "Sub"].flatMap((operator) => [
    { operator, shapes: [["rows", 4] as const, [4]] },
    { operator, shapes: [[1, 4], ["rows", 1] as const] },
    { operator, shapes: [[], ["rows", 2, 4] as const] },
  ]),
  { operator: "Where", shapes: [["rows", 1], [4], []], types: ["bool", "float32", "float32"] },
  { operator: "Cast", shapes: [["rows", 2]], types: ["bool"], attributes: { to: int(FLOAT) } },
  { operator: "Cast", shapes: [["rows", 2]], attributes: { to: int(BOOL) } },
  ...[0, 1].flatMap((transA) =>
    [0, 1].map((transB) => ({
      operator: "Gemm",
      shapes: [transA === 1 ? ([4, "rows"] as const) : (["rows", 4] as const), transB === 1 ? [5, 4] : [4, 5], [5]],
      attributes: { transA: int(transA), transB: int(transB) },
    })),
  ),
  { operator: "Flatten", shapes: [["rows", 2, 4]] },
  { operator: "Flatten", shapes: [["rows", 2, 4, 5]], attributes: { axis: int(1) } },
  { operator: "Flatten", shapes: [[2, 4, 5]], attributes: { axis: int(-1) } },
  { operator: "Reshape", shapes: [["rows", 2, 4]], integers: [-1, 8] },
  { operator: "Reshape", shapes: [["rows", 8]], integers: [0, 2, -1] },
  { operator: "Reshape", shapes: [["rows", 1]], integers: [-1] },
  { operator: "Reshape", shapes: [[1]], integers: [] },
  { operator: "Expand", shapes: [["rows", 1]], integers: [1, 4] },
  { operator: "Expand", shapes: [[4]], integers: [2, 1] },
  { operator: "Shape", shapes: [["rows", 2]] },
  { operator: "Transpose", shapes: [["rows", 2, 4]] },
  { operator: "Transpose", shapes: [["rows", 2, 4]], attributes: { perm: ints([1, 0, 2]) } },
  {
    operator: "Concat",
    shapes: [
      ["rows", 2],
      ["rows", 3],
    ],
    attributes: { axis: int(1) },
  },
  {
    operator: "Concat",
    shapes: [
      ["rows", 2],
      ["3*rows", 2],
    ],
    attributes: { axis: int(-2) },
  },
  { operator: "Unsqueeze", shapes: [["rows", 2]], integers: [-1, 0] },
  { operator: "Squeeze", shapes: [[1, "rows", 1, 2]], integers: [-2] },
  { operator: "Squeeze", shapes: [[1, 3, 1, 2]] },
  { operator: "Gather", shapes: [["rows", 3]], integers: [-1, 0, 1, 1], attributes: { axis: int(1) } },
  {
    operator: "Gather",
    shapes: [
      ["rows", 3],
      [2, 2],
    ],
    types: ["float32", "int64"],
  },
  { operator: "ArgMax", shapes: [["rows", 4]], attributes: { axis: int(1), keepdims: int(0) } },
  { operator: "ArgMax", shapes: [["rows", 4]], attributes: { axis: int(-1) } },
  ...["ReduceMax", "ReduceMean", "ReduceSum"].flatMap((operator) => [
    { operator, shapes: [["rows", 2, 4] as const], integers: [-1], attributes: { keepdims: int(0) } },
    { operator, shapes: [["rows", 2, 4] as const], integers: [0, 2] },
    { operator, shapes: [["rows", 2, 4] as const], attributes: { keepdims: int(0) } },
  ]),
];

function call({ operator, shapes, types, integers, attributes }: Call): { graph: GraphBuilder; output: GraphValue } {
  const graph = new GraphBuilder("inference");
  const values = shapes.map((shape, index) => graph.input(`x${index}`, types?.[index] ?? "float32", shape));
  return {
    graph,
    output: graph.apply(operator, integers === undefined ? values : [...values, graph.integers(integers)], attributes),
  };
}

interface Bounds {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

function slice(graph: GraphBuilder, { axis, start, end, step }: Bounds): GraphValue {
  const bounds = [start, end, axis, step].map((value) => graph.integers([value]));
  return graph.apply("Slice", [graph.input("x", "float32", ["2*rows", 5]), ...bounds]);
}

describe("shape inference", () => {
  it.each(CALLS)("agrees with the runtime on $operator of $shapes, $integers", async (example) => {
    const { graph, output } = call(example);
    for (const rows of [1, 3]) {
      const known = (shape: readonly Dimension[]): number[] =>
        shape.map((length) => (isRows(length) ? rows * rowsFactor(length) : length));
      const feeds = example.shapes.map((shape, index) => {
        const lengths = known(shape);
        const size = lengths.reduce((product, length) => product * length, 1);
        const elementType = example.types?.[index] ?? "float32";
        return [`x${index}`, { elementType, shape: lengths, data: Array.from({ length: size }, () => 0) }] as const;
      });
      const [result] = await runGraph(graph, [output], Object.fromEntries(feeds));
      expect(result!.shape).toEqual(known(output.shape));
      expect(result!.elementType).toBe(output.elementType);
    }
  });

  it.each([
    { axis: 0, start: 0, end: 2 ** 31, step: 1, expected: "2*rows" },
    { axis: 0, start: 0, end: 1, step: 1, expected: 1 },
    { axis: 0, start: -2, end: 2 ** 31, step: 1, expected: 2 },
    { axis: 0, start: -1, end: -(2 ** 31), step: -1, expected: "2*rows" },
    { axis: 0, start: 0, end: 2 ** 31, step: 2, expected: "rows" },
    { axis: 1, start: 1, end: -1, step: 2, expected: 2 },
    { axis: 1, start: -1, end: 0, step: -2, expected: 2 },
  ])("knows how long a Slice of [2*rows, 5] is: axis $axis, $start to $end by $step", async (bounds) => {
    const graph = new GraphBuilder("slice");
    const output = slice(graph, bounds);
    expect(output.shape[bounds.axis]).toBe(bounds.expected);
    for (const rows of [1, 3]) {
      const [result] = await runGraph(graph, [output], {
        x: { shape: [2 * rows, 5], data: Array.from({ length: 10 * rows }, () => 0) },
      });
      expect(result!.shape).toEqual(
        output.shape.map((length) => (isRows(length) ? rows * rowsFactor(length) : length)),
      );
    }
  });

  it.each([
    { axis: 0, start: 1, end: 2 ** 31, step: 1 },
    { axis: 0, start: 0, end: 3, step: 1 },
    { axis: 0, start: 0, end: 2 ** 31, step: 4 },
  ])("refuses a Slice whose length is no multiple of the rows: $start to $end by $step", (bounds) => {
    expect(() => slice(new GraphBuilder("slice"), bounds)).toThrow(ShapeMismatchError);
  });

  it.each(RULE_CASES)("agrees with the runtime on $name", async ({ inputs, build }) => {
    const graph = new GraphBuilder("inference");
    const values = inputs.map(({ shape, elementType = "float32" }, index) =>
      graph.input(`x${index}`, elementType, shape),
    );
    const output = build(graph, values);
    const known = (shape: readonly Dimension[]): number[] =>
      shape.map((length) => (isRows(length) ? 2 * rowsFactor(length) : length));
    const feeds = inputs.map(({ shape, elementType = "float32", data }, index) => {
      const lengths = known(shape);
      const size = lengths.reduce((product, length) => product * length, 1);
      return [
        `x${index}`,
        { elementType, shape: lengths, data: data ?? Array.from({ length: size }, () => 1) },
      ] as const;
    });
    const [result] = await runGraph(graph, [output], Object.fromEntries(feeds));
    expect(result!.shape).toEqual(known(output.shape));
  });

  it("knows beforehand what Shape gives", async () => {
    const { graph, output } = call({ operator: "Shape", shapes: [["rows", 2]] });
    expect(output.contents).toEqual(["rows", 2]);
    const [result] = await runGraph(graph, [output], { x0: { shape: [3, 2], data: [1, 2, 3, 4, 5, 6] } });
    expect(result!.data).toEqual([3, 2]);
  });

  it.each<Call>([
    { operator: "Add", shapes: [["rows", 4], [3]] },
    { operator: "Add", shapes: [["rows"], [3]] },
    { operator: "Add", shapes: [[2], [2]], types: ["float32", "int32"] },
    { operator: "Add", shapes: [[2]] },
    { operator: "Where", shapes: [[2], [2], [2]] },
    {
      operator: "Gemm",
      shapes: [
        ["rows", 4],
        [5, 4],
      ],
    },
    {
      operator: "Gemm",
      shapes: [
        ["rows", 4, 1],
        [4, 5],
      ],
    },
    { operator: "Gemm", shapes: [["rows", 4], [4, 5], [4]] },
    { operator: "Reshape", shapes: [["rows", 4]], integers: [-1, 3] },
    { operator: "Reshape", shapes: [["rows", 4]], integers: [3, 4] },
    { operator: "Reshape", shapes: [[4]], integers: [5] },
    { operator: "Expand", shapes: [["rows", 2]], integers: [4, 2] },
    { operator: "Cast", shapes: [[2]], attributes: { to: int(8) } },
  ])("refuses $operator of $shapes, $integers", (example) => {
    expect(() => call(example)).toThrow(ShapeMismatchError);
  });
});
