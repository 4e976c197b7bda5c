import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { selectWeighed } from "./select-weighed.ts";

/** What a loss over real targets compares. */
export interface RealTargets {
  /** [rows, ...output] */
  readonly outputs: GraphValue;
  /** Of the same shape. */
  readonly targets: GraphValue;
  /** [rows]: a row of weight 0 has no error, whatever its targets. @default every row weighs */
  readonly weights?: GraphValue | undefined;
}

/** outputs - targets, and 0 in rows that weigh nothing. */
export function emitDifference(graph: GraphBuilder, { outputs, targets, weights }: RealTargets): GraphValue {
  const apart = graph.apply("Sub", [outputs, targets]);
  return weights === undefined ? apart : selectWeighed(graph, apart, weights);
}
