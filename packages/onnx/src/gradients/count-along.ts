import { int } from "../graph/attribute.ts";
import { isRows } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** The number of elements along some axes of `value` together, as an f32 scalar. */
export function countAlong(graph: GraphBuilder, value: GraphValue, axes: readonly number[]): GraphValue {
  const lengths = axes.map((axis) => value.shape[axis]!);
  const known = graph.scalar(
    lengths.reduce<number>((product, length) => (isRows(length) ? product : product * length), 1),
  );
  const symbolic = axes.filter((axis) => isRows(value.shape[axis]!));
  return symbolic.reduce((count, axis) => graph.apply("Mul", [count, lengthOf(graph, value, axis)]), known);
}

/** The length of an axis that depends on the rows: a sum of ones, since GPUs have no kernel that casts an int64. */
function lengthOf(graph: GraphBuilder, value: GraphValue, axis: number): GraphValue {
  const length = graph.apply("Shape", [value], { start: int(axis), end: int(axis + 1) });
  const ones = graph.apply("Expand", [graph.constant(Float32Array.of(1), [1]), length]);
  return graph.apply("ReduceSum", [ones, graph.integers([0])], { keepdims: int(0) });
}
