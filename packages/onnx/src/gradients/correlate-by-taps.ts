import type { ConvolutionAxis } from "@lockstep/core/engine";
import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { windowTaps } from "../operators/window-taps.ts";
import { reshapeTo } from "./reshape-to.ts";
import { paddedField, takeTap } from "./take-tap.ts";

/**
 * The gradient of a depthwise weight, [channels, 1, ...kernel]: at each of its places the sum of response times what the
 * windows have there, channel by channel.
 */
export function correlateByTaps(
  graph: GraphBuilder,
  field: GraphValue,
  response: GraphValue,
  axes: readonly ConvolutionAxis[],
): GraphValue {
  const padded = paddedField(graph, field, axes, 0);
  const channels = Number(field.shape[1]);
  const summedAxes = field.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]));
  const sums = windowTaps(axes).map((tap) => {
    const products = graph.apply("Mul", [takeTap(graph, padded, axes, tap), response]);
    const sum = graph.apply("ReduceSum", [products, graph.integers(summedAxes)], { keepdims: int(0) });
    return reshapeTo(graph, sum, [channels, 1]);
  });
  const joined = sums.length === 1 ? sums[0]! : graph.apply("Concat", sums, { axis: int(1) });
  return reshapeTo(graph, joined, [channels, 1, ...axes.map(({ kernel }) => kernel)]);
}
