import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { expandToShapeOf } from "./expand-to-shape-of.ts";

/** Zeros of the shape of `value`. */
export function zerosLike(graph: GraphBuilder, value: GraphValue): GraphValue {
  const shape = value.shape.map(() => 1);
  return expandToShapeOf(graph, graph.constant(Float32Array.of(0), shape), value);
}
