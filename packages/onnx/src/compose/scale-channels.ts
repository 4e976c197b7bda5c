import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * x·scale + bias with one number of each for each channel, the second axis of x; either may be left out. Constants that
 * change nothing, which exporters give to norms without weights, cost nothing.
 */
export function emitScaledChannels(
  graph: GraphBuilder,
  x: GraphValue,
  { scale, bias }: { readonly scale?: GraphValue | undefined; readonly bias?: GraphValue | undefined },
  name?: string,
): GraphValue {
  const column = graph.integers(x.shape.slice(1).map((_, axis) => (axis === 0 ? -1 : 1)));
  const along = (operator: string, value: GraphValue, factor: GraphValue): GraphValue =>
    graph.apply(operator, [value, graph.apply("Reshape", [factor, column])], {}, name);
  const scaled = scale === undefined || isFilledWith(graph, scale, 1) ? x : along("Mul", x, scale);
  return bias === undefined || isFilledWith(graph, bias, 0) ? scaled : along("Add", scaled, bias);
}

function isFilledWith(graph: GraphBuilder, value: GraphValue, wanted: number): boolean {
  const data = graph.dataOf(value);
  return (
    data !== undefined && Array.from(data as ArrayLike<number | bigint>, Number).every((number) => number === wanted)
  );
}
