import { float, int } from "../../../src/index.ts";
import type { RuleCase } from "../rule-case.ts";

/** Gemm in all its forms, selection, and what only changes a shape. */
export const LAYOUT_CASES: readonly RuleCase[] = [
  ...[0, 1].flatMap((transA) =>
    [0, 1].map((transB): RuleCase => ({
      name: `Gemm, transA ${transA}, transB ${transB}, alpha, beta, a bias for each column`,
      inputs: [{ shape: transA === 0 ? [2, 3] : [3, 2] }, { shape: transB === 0 ? [3, 4] : [4, 3] }, { shape: [4] }],
      build: (graph, inputs) =>
        graph.apply("Gemm", inputs, {
          transA: int(transA),
          transB: int(transB),
          alpha: float(0.5),
          beta: float(2),
        }),
    })),
  ),
  {
    name: "Gemm of rows, a bias for each row",
    inputs: [{ shape: ["rows", 3] }, { shape: [3, 4] }, { shape: [1, 1] }],
    build: (graph, inputs) => graph.apply("Gemm", inputs),
  },
  {
    name: "Flatten from the second axis",
    inputs: [{ shape: ["rows", 3, 2] }],
    build: (graph, inputs) => graph.apply("Flatten", inputs),
  },
  {
    name: "Flatten before a negative axis",
    inputs: [{ shape: ["rows", 3, 2] }],
    build: (graph, inputs) => graph.apply("Flatten", inputs, { axis: int(-1) }),
  },
  {
    name: "Reshape, rows folded in",
    inputs: [{ shape: ["rows", 3, 2] }],
    build: (graph, [x]) => graph.apply("Reshape", [x, graph.integers([-1, 2])]),
  },
  {
    name: "Neg",
    inputs: [{ shape: ["rows", 3] }],
    build: (graph, inputs) => graph.apply("Neg", inputs),
  },
  {
    name: "Where, branches that broadcast",
    inputs: [{ shape: ["rows", 1], elementType: "bool", data: [1, 0] }, { shape: ["rows", 3] }, { shape: [3] }],
    build: (graph, inputs) => graph.apply("Where", inputs),
  },
];
