import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** x·scale + bias with one number of each for each channel, the second axis of x; either may be left out. */
export function emitScaledChannels(
  graph: GraphBuilder,
  x: GraphValue,
  { scale, bias }: { readonly scale?: GraphValue | undefined; readonly bias?: GraphValue | undefined },
  name?: string,
): GraphValue {
  const column = graph.integers(x.shape.slice(1).map((_, axis) => (axis === 0 ? -1 : 1)));
  const along = (operator: string, value: GraphValue, factor: GraphValue | undefined): GraphValue =>
    factor === undefined ? value : graph.apply(operator, [value, graph.apply("Reshape", [factor, column])], {}, name);
  return along("Add", along("Mul", x, scale), bias);
}
