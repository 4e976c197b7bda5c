import { COMPOSITES } from "../../../src/compose/composites.ts";
import { int, type GraphBuilder, type GraphValue } from "../../../src/index.ts";
import type { RuleCase } from "../rule-case.ts";

/** Axes, whether they are kept, and what is special. */
const WAYS: readonly (readonly [axes: readonly number[] | undefined, keepdims: 0 | 1])[] = [
  [[1], 1],
  [[0], 0],
  [[-1, 0], 0],
  [[1, 2], 1],
  [undefined, 0],
];

const OPERATORS: readonly (readonly [operator: string, range: readonly [number, number]])[] = [
  ["ReduceL1", [-2, 2]],
  ["ReduceL2", [-2, 2]],
  ["ReduceLogSum", [0.5, 2]],
  ["ReduceLogSumExp", [-2, 2]],
  ["ReduceMax", [-2, 2]],
  ["ReduceMean", [-2, 2]],
  ["ReduceMin", [-2, 2]],
  ["ReduceProd", [0.6, 1.4]],
  ["ReduceSum", [-2, 2]],
  ["ReduceSumSquare", [-2, 2]],
];

function reduce(
  graph: GraphBuilder,
  operator: string,
  x: GraphValue,
  [axes, keepdims]: (typeof WAYS)[number],
  isComposed: boolean,
): GraphValue {
  const inputs = axes === undefined ? [x] : [x, graph.integers(axes)];
  const attributes = { keepdims: int(keepdims) };
  return isComposed ? COMPOSITES.get(operator)!(graph, inputs, attributes) : graph.apply(operator, inputs, attributes);
}

/** Reductions over single axes, several, negative ones, the rows and all. */
export const REDUCTION_CASES: readonly RuleCase[] = [
  ...OPERATORS.flatMap(([operator, range]) =>
    (operator === "ReduceLogSumExp" ? [false, true] : [false]).flatMap((isComposed) =>
      WAYS.map((way): RuleCase => ({
        name: `${operator}${isComposed ? ", composed" : ""}, axes ${way[0]?.join() ?? "left out"}, keepdims ${way[1]}`,
        inputs: [{ shape: ["rows", 2, 3], range }],
        build: (graph, [x]) => reduce(graph, operator, x!, way, isComposed),
      })),
    ),
  ),
  {
    name: "ReduceProd of lines with no zero, one and two",
    inputs: [{ shape: [3, 3], data: [0.5, 2, 3, 0.5, 0, 3, 0, 2, 0] }],
    build: (graph, [x]) => reduce(graph, "ReduceProd", x!, [[1], 0], false),
  },
];
