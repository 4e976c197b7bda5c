import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { EmittedNetwork } from "../network/network.ts";

/** The graph input for the weights of the rows; a network of a fixed batch length has as many. */
export function rowWeights(graph: GraphBuilder, { inputs }: EmittedNetwork): GraphValue {
  return graph.input("weights", "float32", [inputs.shape[0]!]);
}
