import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitDifference, type RealTargets } from "./difference.ts";
import { emitRowMeans } from "./row-means.ts";

/** Absolute error of each row, [rows]: the mean over its outputs of |y - t|, whose slope is 0 where both are equal. */
export function emitMeanAbsoluteError(graph: GraphBuilder, values: RealTargets): GraphValue {
  return emitRowMeans(graph, graph.apply("Abs", [emitDifference(graph, values)]));
}
