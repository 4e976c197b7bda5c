import { emitSlice } from "../../../src/compose/slice.ts";
import { text, type GraphBuilder, type GraphShape, type GraphValue } from "../../../src/index.ts";
import type { RuleCase } from "../rule-case.ts";

const FAR = 2 ** 31 - 1;

interface Cut {
  readonly what: string;
  readonly shape: GraphShape;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly axes?: readonly number[];
  readonly steps?: readonly number[];
}

const CUTS: readonly Cut[] = [
  { what: "one axis", shape: ["rows", 5], starts: [1], ends: [4], axes: [1] },
  { what: "from the end", shape: ["rows", 5], starts: [-3], ends: [FAR], axes: [-1] },
  { what: "two axes", shape: [4, "rows", 5], starts: [1, 0], ends: [3, 2], axes: [0, 2] },
  { what: "axes by default", shape: [4, 3], starts: [1, 1], ends: [4, 2] },
  { what: "step 2", shape: ["rows", 5], starts: [0], ends: [5], axes: [1], steps: [2] },
  { what: "step 2, with a rest", shape: ["rows", 6], starts: [1], ends: [6], axes: [1], steps: [2] },
  { what: "step 3, between axes", shape: ["rows", 7, 2], starts: [0], ends: [5], axes: [1], steps: [3] },
  { what: "backwards", shape: ["rows", 5], starts: [-1], ends: [-FAR], axes: [1], steps: [-1] },
  { what: "backwards by 2", shape: ["rows", 6], starts: [4], ends: [-FAR], axes: [1], steps: [-2] },
  { what: "backwards in part", shape: ["rows", 5], starts: [3], ends: [0], axes: [1], steps: [-1] },
  {
    what: "two axes, one backwards",
    shape: [4, "rows", 5],
    starts: [3, 0],
    ends: [-FAR, 5],
    axes: [0, 2],
    steps: [-2, 2],
  },
  { what: "all rows and a part of a row", shape: ["rows", 4], starts: [0, 1], ends: [FAR, 3], axes: [0, 1] },
  { what: "the rows backwards", shape: ["rows", 2], starts: [-1], ends: [-FAR], axes: [0], steps: [-1] },
  { what: "the first row", shape: ["rows", 3], starts: [0], ends: [1], axes: [0] },
  { what: "the last row, and a part of it", shape: ["rows", 3], starts: [-1, 1], ends: [FAR, 3], axes: [0, 1] },
];

function cut(graph: GraphBuilder, x: GraphValue, { starts, ends, axes, steps }: Cut): GraphValue {
  const optional = [axes, steps].map((numbers) => (numbers === undefined ? undefined : graph.integers(numbers)));
  return emitSlice(graph, [x, graph.integers(starts), graph.integers(ends), ...optional]);
}

const PADDED: readonly {
  readonly what: string;
  readonly pads: readonly number[];
  readonly axes?: readonly number[];
}[] = [
  { what: "both sides", pads: [0, 1, 2, 0, 3, 0] },
  { what: "negative", pads: [0, -1, 2, 0, 1, -1] },
  { what: "given axes", pads: [2, 1], axes: [-1] },
];

/** `Slice` and `Pad` over axes, steps and signs. */
export const SLICE_CASES: readonly RuleCase[] = [
  ...CUTS.map((one): RuleCase => ({
    name: `Slice, ${one.what}`,
    inputs: [{ shape: one.shape }],
    build: (graph, [x]) => cut(graph, x!, one),
  })),
  ...PADDED.map(({ what, pads, axes }): RuleCase => ({
    name: `Pad, ${what}`,
    inputs: [{ shape: ["rows", 3, 4] }],
    build: (graph, [x]) =>
      graph.apply(
        "Pad",
        [x, graph.integers(pads), graph.scalar(2), axes === undefined ? undefined : graph.integers(axes)],
        { mode: text("constant") },
      ),
  })),
];
