import { normalAxis, graphShapesEqual } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphNode, GraphValue } from "../graph/graph.ts";
import { reshapeTo } from "./reshape-to.ts";

/** The axes that the reduction `node` sums over, counted from the front: without any, all of them. */
export function reducedAxes({ inputs: [value, axes] }: GraphNode): readonly number[] {
  const given = axes?.contents ?? [];
  if (given.length === 0) return value!.shape.map((_, axis) => axis);
  return given.map((axis) => normalAxis(Number(axis), value!.shape.length));
}

/** The gradient of a reduction's output, with a length of 1 on every axis that the reduction took away. */
export function restoreReducedAxes(graph: GraphBuilder, node: GraphNode, gradient: GraphValue): GraphValue {
  const axes = reducedAxes(node);
  const shape = node.inputs[0]!.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  return graphShapesEqual(gradient.shape, shape) ? gradient : reshapeTo(graph, gradient, shape);
}
