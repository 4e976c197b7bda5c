import { int, ints } from "../../../src/index.ts";
import type { RuleCase } from "../rule-case.ts";

/** Operators that join, cut, move, copy and accumulate. */
export const JOIN_CASES: readonly RuleCase[] = [
  {
    name: "Concat, the last axis",
    inputs: [{ shape: ["rows", 2] }, { shape: ["rows", 3] }, { shape: ["rows", 1] }],
    build: (graph, inputs) => graph.apply("Concat", inputs, { axis: int(-1) }),
  },
  {
    name: "Concat, a value with itself",
    inputs: [{ shape: ["rows", 2, 2] }],
    build: (graph, [x]) => graph.apply("Concat", [x, x], { axis: int(1) }),
  },
  {
    name: "Split, given lengths, of which one part is used",
    inputs: [{ shape: ["rows", 6] }],
    build: (graph, [x]) =>
      graph.applyAll("Split", [x, graph.integers([1, 3, 2])], { axis: int(1) }, ["a", "b", "c"])[1]!,
  },
  {
    name: "Split, parts that are almost equal",
    inputs: [{ shape: ["rows", 5, 2] }],
    build: (graph, [x]) => {
      const [a, b] = graph.applyAll("Split", [x], { axis: int(-2), num_outputs: int(2) }, ["a", "b"]);
      return graph.apply("Concat", [b, graph.apply("Neg", [a])], { axis: int(1) });
    },
  },
  {
    name: "Transpose, an order",
    inputs: [{ shape: ["rows", 2, 3] }],
    build: (graph, [x]) => graph.apply("Transpose", [x], { perm: ints([1, 2, 0]) }),
  },
  {
    name: "Transpose, reversed",
    inputs: [{ shape: [2, 3, 2] }],
    build: (graph, [x]) => graph.apply("Transpose", [x]),
  },
  {
    name: "Squeeze and Unsqueeze",
    inputs: [{ shape: ["rows", 1, 3] }],
    build: (graph, [x]) =>
      graph.apply("Unsqueeze", [graph.apply("Squeeze", [x, graph.integers([1])]), graph.integers([0, -1])]),
  },
  {
    name: "Identity and a Cast to the same type",
    inputs: [{ shape: ["rows", 3] }],
    build: (graph, [x]) => graph.apply("Cast", [graph.apply("Identity", [x])], { to: int(1) }),
  },
  {
    name: "Expand, a new axis and a stretched one",
    inputs: [{ shape: [3, 1] }],
    build: (graph, [x]) => graph.apply("Expand", [x, graph.integers([2, 1, 4])]),
  },
  {
    name: "Expand, to the rows",
    inputs: [{ shape: [1, 3] }, { shape: ["rows", 3], differentiable: false }],
    build: (graph, [x, rows]) => graph.apply("Expand", [x, graph.apply("Shape", [rows])]),
  },
  {
    name: "Tile, two axes",
    inputs: [{ shape: ["rows", 2, 3] }],
    build: (graph, [x]) => graph.apply("Tile", [x, graph.integers([1, 3, 2])]),
  },
  {
    name: "Tile, the rows",
    inputs: [{ shape: ["rows", 2] }],
    build: (graph, [x]) => graph.apply("Tile", [x, graph.integers([2, 1])]),
  },
  ...[0, 1].flatMap((exclusive) =>
    [0, 1].map((reverse): RuleCase => ({
      name: `CumSum, exclusive ${exclusive}, reverse ${reverse}`,
      inputs: [{ shape: ["rows", 4] }],
      build: (graph, [x]) =>
        graph.apply("CumSum", [x, graph.constant(Int32Array.of(1), [])], {
          exclusive: int(exclusive),
          reverse: int(reverse),
        }),
    })),
  ),
  ...[0, 1].map((upper): RuleCase => ({
    name: `Trilu, ${upper === 1 ? "upper" : "lower"}`,
    inputs: [{ shape: ["rows", 3, 4] }],
    build: (graph, [x]) => graph.apply("Trilu", [x, graph.constant(BigInt64Array.of(1n), [])], { upper: int(upper) }),
  })),
];
