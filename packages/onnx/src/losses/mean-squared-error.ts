import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitDifference, type RealTargets } from "./difference.ts";
import { emitRowMeans } from "./row-means.ts";

/** Squared error of each row, [rows]: the mean over its outputs of (y - t)². */
export function emitMeanSquaredError(graph: GraphBuilder, values: RealTargets): GraphValue {
  const difference = emitDifference(graph, values);
  return emitRowMeans(graph, graph.apply("Mul", [difference, difference]));
}
