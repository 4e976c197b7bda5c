import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

import { croppedOfPadding } from "./cropped-of-padding.ts";
import { padAxes, type PaddedAxis } from "./pad-axes.ts";

/** The gradient of an axis that was padded by copies: what they got is added to what they are copies of. */
export function foldedPadding(
  graph: GraphBuilder,
  gradient: GraphValue,
  { axis, before, after }: PaddedAxis,
  mode: "edge" | "reflect",
): GraphValue {
  if (before === 0 && after === 0) return gradient;
  const length = Number(gradient.shape[axis]) - before - after;
  const fold = mode === "edge" ? summed : turnedRound;
  // Copies of the first or last element; or of the places 1 .. before, and of as many that end before the last one.
  const border = mode === "edge" ? 0 : 1;
  let sum = croppedOfPadding(graph, gradient, [{ axis, before, after }]);
  if (before > 0) {
    const copies = fold(graph, gradient, axis, [0, before]);
    const rest = length - border - Number(copies.shape[axis]);
    sum = graph.apply("Add", [sum, padAxes(graph, copies, [{ axis, before: border, after: rest }])]);
  }
  if (after > 0) {
    const end = Number(gradient.shape[axis]);
    const copies = fold(graph, gradient, axis, [end - after, end]);
    const rest = length - border - Number(copies.shape[axis]);
    sum = graph.apply("Add", [sum, padAxes(graph, copies, [{ axis, before: rest, after: border }])]);
  }
  return sum;
}

type Bounds = readonly [from: number, to: number];

function summed(graph: GraphBuilder, values: GraphValue, axis: number, [from, to]: Bounds): GraphValue {
  const part = graph.apply("Slice", [values, ...[from, to, axis].map((value) => graph.integers([value]))]);
  return graph.apply("ReduceSum", [part, graph.integers([axis])], { keepdims: int(1) });
}

/** By number, since the Slice of WebGPU is wrong for a step of -1. */
function turnedRound(graph: GraphBuilder, values: GraphValue, axis: number, [from, to]: Bounds): GraphValue {
  const places = Array.from({ length: to - from }, (_, index) => to - 1 - index);
  return graph.apply("Gather", [values, graph.integers(places)], { axis: int(axis) });
}
