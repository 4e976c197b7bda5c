import { int, text } from "../graph/attribute.ts";
import { isRows, type Dimension } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { expandToShapeOf } from "./expand-to-shape-of.ts";
import { reshapeTo } from "./reshape-to.ts";
import { zerosLike } from "./zeros-like.ts";

/**
 * Zeros of the shape of `target`, to which the slices of `values` along `axis` are added, the k-th at index k: places that
 * come several times are summed. By `ScatterElements`: the `ScatterND` of CPUs adds to one place from several threads.
 *
 * @param indices integers in any shape, as many as `values` has slices.
 */
export function scatterSum(
  graph: GraphBuilder,
  target: GraphValue,
  axis: number,
  indices: GraphValue,
  values: GraphValue,
): GraphValue {
  const alongAxis = reshapeTo(
    graph,
    movable(graph, indices, target.shape[axis]!),
    values.shape.map((length, index) => (index === axis ? length : 1)),
  );
  const places = expandToShapeOf(graph, alongAxis, values);
  return graph.apply("ScatterElements", [zerosLike(graph, target), places, values], {
    axis: int(axis),
    reduction: text("add"),
  });
}

/**
 * Indices in a type that the target can spread. GPUs read indices of int64 and do nothing else with them: a table of all of
 * them is read at each.
 */
function movable(graph: GraphBuilder, indices: GraphValue, length: Dimension): GraphValue {
  if (graph.target === "wasm" || indices.elementType !== "int64" || isRows(length)) return indices;
  const all = graph.constant(
    Int32Array.from({ length }, (_, index) => index),
    [length],
  );
  return graph.apply("Gather", [all, indices]);
}
