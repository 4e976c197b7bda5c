import { emitSoftplus } from "../compose/softplus.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/** y = log(1 + e^(beta·x)) / beta; where beta·x > threshold, y = x. */
export function emitLayerSoftplus(
  { graph, layer }: LayerContext,
  { beta, threshold }: { readonly beta: number; readonly threshold: number },
  input: GraphValue,
): GraphValue {
  const times = (value: GraphValue, factor: number): GraphValue =>
    factor === 1 ? value : graph.apply("Mul", [value, graph.scalar(factor)]);
  const isLine = graph.apply("Greater", [input, graph.scalar(lastAtMost(beta, threshold))]);
  const bend = times(emitSoftplus(graph, times(input, beta)), 1 / beta);
  return graph.apply("Where", [isLine, input, bend], {}, `${layer.name}.softplus`);
}

/**
 * The largest f32 x for which beta·x > threshold does not hold. The law multiplies in f64; a product in f32 may fall on the
 * other side, and under a small threshold y jumps there.
 */
function lastAtMost(beta: number, threshold: number): number {
  const x = Float32Array.of(threshold / beta);
  const word = new Int32Array(x.buffer);
  const step = (up: boolean): void => {
    if (x[0] === 0) x[0] = up ? 2 ** -149 : -(2 ** -149);
    else word[0] = word[0]! + (x[0]! > 0 === up ? 1 : -1);
  };
  while (beta * x[0]! <= threshold) step(true);
  while (beta * x[0]! > threshold) step(false);
  return x[0]!;
}
