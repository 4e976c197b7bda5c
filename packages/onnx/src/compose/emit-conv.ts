import type { Attributes } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

export function emitConv(
  graph: GraphBuilder,
  inputs: readonly (GraphValue | undefined)[],
  attributes: Attributes,
  name: string,
): GraphValue {
  return graph.apply("Conv", inputs, attributes, name);
}
