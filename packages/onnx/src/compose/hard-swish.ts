import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitHardSigmoid } from "./hard-sigmoid.ts";

/** y = x·(x/6 + ½ cut at 0 and 1). */
export function emitHardSwish(graph: GraphBuilder, x: GraphValue): GraphValue {
  return graph.apply("Mul", [x, emitHardSigmoid(graph, x, 1 / 6, 0.5)]);
}
