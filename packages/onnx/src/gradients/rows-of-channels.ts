import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { reshapeTo } from "./reshape-to.ts";

/** [rows, channels, ...lengths] as [rows · channels, 1, ...lengths]: what is done to each channel alike is one channel's. */
export function rowsOfChannels(graph: GraphBuilder, value: GraphValue): GraphValue {
  const [rows, channels, ...lengths] = value.shape;
  return reshapeTo(graph, value, [multiplyDimensions([rows!, channels!])!, 1, ...lengths]);
}
