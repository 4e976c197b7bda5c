import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { EmitGradient, GradientRule } from "./gradient-rule.ts";
import { sumToShape } from "./sum-to-shape.ts";

/** {@link clipGradients} of `Clip(x, min?, max?)`. */
export const clipGradient: GradientRule = ({ graph, inputs: [x, min, max], gradient }) =>
  clipGradients(graph, { x: x!, min, max }, gradient);

/**
 * y = x cut at `min` and `max`, each of which may be left out: dx = g strictly between, 0 at the bounds and beyond, as in
 * PyTorch's `relu6` and `hardtanh` (its `clamp` passes at the bounds). A bound gets the gradient of what it cuts.
 */
export function clipGradients(
  graph: GraphBuilder,
  {
    x,
    min,
    max,
  }: { readonly x: GraphValue; readonly min?: GraphValue | undefined; readonly max?: GraphValue | undefined },
  gradient: GraphValue,
): readonly EmitGradient[] {
  const select = (condition: GraphValue, chosen: GraphValue, other: GraphValue): GraphValue =>
    graph.apply("Where", [condition, chosen, other]);
  const zero = graph.scalar(0);
  return [
    () => {
      const above = min === undefined ? gradient : select(graph.apply("LessOrEqual", [x, min]), zero, gradient);
      return max === undefined ? above : select(graph.apply("LessOrEqual", [max, x]), zero, above);
    },
    () => sumToShape(graph, select(graph.apply("Less", [x, min]), gradient, zero), min!.shape),
    () => sumToShape(graph, select(graph.apply("Less", [max, x]), gradient, zero), max!.shape),
  ];
}
