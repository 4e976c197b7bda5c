import { int, text, type GraphBuilder, type GraphShape, type GraphValue } from "../../../src/index.ts";
import type { RuleCase, RuleInput } from "../rule-case.ts";

const ids = (shape: GraphShape, data: readonly number[], elementType: "int32" | "int64" = "int32"): RuleInput => ({
  shape,
  data,
  elementType,
});

const known = (graph: GraphBuilder, ...indices: number[]): GraphValue => graph.integers(indices);
const place = (graph: GraphBuilder, index: number): GraphValue => graph.constant(BigInt64Array.of(BigInt(index)), []);

/** Reading and writing by index. */
export const GATHER_CASES: readonly RuleCase[] = [
  {
    name: "Gather, an embedding whose ids repeat",
    inputs: [{ shape: [5, 3] }, ids(["rows", 4], [0, 2, 2, 4, 2, 1, 0, 0])],
    build: (graph, inputs) => graph.apply("Gather", inputs),
  },
  {
    name: "Gather, ids of int64",
    inputs: [{ shape: [5, 3] }, ids(["rows"], [4, 4], "int64")],
    build: (graph, inputs) => graph.apply("Gather", inputs),
  },
  {
    name: "Gather, ids of int64 along the last axis",
    inputs: [{ shape: [3, 4] }, ids(["rows"], [1, 1], "int64")],
    build: (graph, inputs) => graph.apply("Gather", inputs, { axis: int(1) }),
  },
  {
    name: "Gather, indices along the last axis",
    inputs: [{ shape: ["rows", 4] }, ids([2, 2], [3, 1, 1, 0])],
    build: (graph, inputs) => graph.apply("Gather", inputs, { axis: int(-1) }),
  },
  {
    name: "Gather, one known position",
    inputs: [{ shape: ["rows", 3, 2] }],
    build: (graph, [x]) => graph.apply("Gather", [x, place(graph, 0)], { axis: int(1) }),
  },
  {
    name: "Gather, the last position",
    inputs: [{ shape: ["rows", 3, 2] }],
    build: (graph, [x]) => graph.apply("Gather", [x, place(graph, -1)], { axis: int(1) }),
  },
  {
    name: "Gather, known positions in their order",
    inputs: [{ shape: [6, 2] }],
    build: (graph, [x]) => graph.apply("Gather", [x, known(graph, 1, 2, 3)]),
  },
  {
    name: "Gather, known positions in no order",
    inputs: [{ shape: ["rows", 4] }],
    build: (graph, [x]) => graph.apply("Gather", [x, graph.constant(Int32Array.of(3, 0, 3), [3])], { axis: int(1) }),
  },
  {
    name: "Gather, one row",
    inputs: [{ shape: ["rows", 4] }],
    build: (graph, [x]) => graph.apply("Gather", [x, graph.constant(Int32Array.of(1), [])]),
  },
  {
    name: "GatherElements, places that repeat",
    inputs: [{ shape: ["rows", 4] }, ids(["rows", 3], [0, 0, 3, 1, 2, 1])],
    build: (graph, inputs) => graph.apply("GatherElements", inputs, { axis: int(1) }),
  },
  {
    name: "GatherElements, the first axis",
    inputs: [{ shape: [3, 2] }, ids([2, 2], [2, 0, 2, 1])],
    build: (graph, inputs) => graph.apply("GatherElements", inputs, { axis: int(-2) }),
  },
  ...(["none", "add"] as const).map((reduction): RuleCase => ({
    name: `ScatterElements, reduction ${reduction}`,
    inputs: [{ shape: ["rows", 4] }, ids(["rows", 2], [3, 0, 1, 2]), { shape: ["rows", 2] }],
    build: (graph, inputs) => graph.apply("ScatterElements", inputs, { axis: int(1), reduction: text(reduction) }),
  })),
  {
    name: "ScatterElements, adding to one place",
    inputs: [{ shape: [4] }, ids([3], [1, 1, 2]), { shape: [3] }],
    build: (graph, inputs) => graph.apply("ScatterElements", inputs, { reduction: text("add") }),
  },
  {
    name: "GatherND, places that repeat and one from the end",
    inputs: [{ shape: [3, 4, 2] }, ids([3, 2], [0, 1, -1, 3, 0, 1], "int64")],
    build: (graph, inputs) => graph.apply("GatherND", inputs),
  },
  {
    name: "GatherND, whole rows",
    inputs: [{ shape: ["rows", 3] }, ids([2, 1, 1], [1, 0], "int64")],
    build: (graph, inputs) => graph.apply("GatherND", inputs),
  },
  ...(["none", "add"] as const).map((reduction): RuleCase => ({
    name: `ScatterND, reduction ${reduction}`,
    inputs: [{ shape: [4, 3] }, ids([2, 1], [3, 0], "int64"), { shape: [2, 3] }],
    build: (graph, inputs) => graph.apply("ScatterND", inputs, { reduction: text(reduction) }),
  })),
  ...[0, 1].map((largest): RuleCase => ({
    name: `TopK, the ${largest === 1 ? "largest" : "least"} two`,
    inputs: [{ shape: ["rows", 4] }],
    build: (graph, [x]) =>
      graph.applyAll("TopK", [x, graph.integers([2])], { axis: int(1), largest: int(largest) }, [
        "values",
        "places",
      ])[0]!,
  })),
];
