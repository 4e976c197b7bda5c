import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitClip } from "./clip.ts";

/** y = alpha·x + beta, cut at 0 and 1. `HardSigmoid` has no kernel on GPUs. */
export function emitHardSigmoid(graph: GraphBuilder, x: GraphValue, alpha: number, beta: number): GraphValue {
  const line = graph.apply("Add", [graph.apply("Mul", [x, graph.scalar(alpha)]), graph.scalar(beta)]);
  return emitClip(graph, line, graph.scalar(0), graph.scalar(1));
}
