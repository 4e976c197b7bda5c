import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { reshapeTo } from "../gradients/reshape-to.ts";

/** [rows, channels, ...] to [rows, channels · times, ...], every channel so many times in a row. */
export function repeatChannels(graph: GraphBuilder, value: GraphValue, times: number): GraphValue {
  if (times === 1) return value;
  const [rows, channels, ...lengths] = value.shape;
  const apart = reshapeTo(graph, value, [rows!, channels!, 1, ...lengths]);
  const repeated = graph.apply("Expand", [apart, graph.integers([1, 1, times, ...lengths.map(() => 1)])]);
  return reshapeTo(graph, repeated, [rows!, multiplyDimensions([channels!, times])!, ...lengths]);
}
