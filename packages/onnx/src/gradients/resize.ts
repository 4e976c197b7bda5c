import { int } from "../graph/attribute.ts";
import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { resizedAxes, type ResizedAxis } from "../operators/resize.ts";
import { resizeWeights, type PlaceWeights } from "../operators/resize-weights.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { reshapeTo } from "./reshape-to.ts";

/** Along each axis y = M·x with a constant M, so that dx = Mᵀ·g; where M only repeats elements, sums of their copies. */
export const resizeGradient: GradientRule = ({ graph, node, gradient }) => [
  () =>
    resizedAxes({ ...node, outputCount: 1 }).reduce((values, axis) => {
      const weights = resizeWeights(node.attributes, axis);
      return repeats(weights, axis)
        ? copiesSummed(graph, values, axis)
        : alongAxis(graph, values, axis, transposed(weights, axis));
    }, gradient),
];

/** Whether every element is repeated equally often, side by side. */
function repeats(weights: readonly PlaceWeights[], { length, resized }: ResizedAxis): boolean {
  const times = resized / length;
  return (
    Number.isInteger(times) &&
    weights.every(([first, second], place) => second === undefined && first![0] === Math.floor(place / times))
  );
}

function copiesSummed(graph: GraphBuilder, values: GraphValue, { axis, length, resized }: ResizedAxis): GraphValue {
  const apart = reshapeTo(graph, values, values.shape.toSpliced(axis, 1, length, resized / length));
  return graph.apply("ReduceSum", [apart, graph.integers([axis + 1])], { keepdims: int(0) });
}

/** Mᵀ, [length, resized]. */
function transposed(weights: readonly PlaceWeights[], { length, resized }: ResizedAxis): Float32Array {
  const matrix = new Float32Array(length * resized);
  for (const [place, own] of weights.entries()) {
    for (const [source, weight] of own) matrix[source * resized + place]! += weight;
  }
  return matrix;
}

/** A matrix [length, resized] times every line along an axis. */
function alongAxis(
  graph: GraphBuilder,
  values: GraphValue,
  { axis, length, resized }: ResizedAxis,
  matrix: Float32Array,
): GraphValue {
  const before = multiplyDimensions(values.shape.slice(0, axis))!;
  const after = multiplyDimensions(values.shape.slice(axis + 1))!;
  const lines = reshapeTo(graph, values, [before, resized, after]);
  const product = graph.apply("MatMul", [graph.constant(matrix, [length, resized]), lines]);
  return reshapeTo(graph, product, values.shape.with(axis, length));
}
