import type { GradientRule } from "./gradient-rule.ts";
import { sumToShape } from "./sum-to-shape.ts";

/**
 * y = x cut at `min` and `max`, each of which may be left out: dx = g strictly between, 0 at the bounds and beyond, as in
 * PyTorch's `relu6` and `hardtanh` (its `clamp` passes at the bounds). A bound gets the gradient of what it cuts.
 */
export const clipGradient: GradientRule = ({ graph, inputs: [x, min, max], gradient }) => {
  const zero = graph.scalar(0);
  return [
    () => {
      const above =
        min === undefined ? gradient : graph.apply("Where", [graph.apply("LessOrEqual", [x, min]), zero, gradient]);
      return max === undefined ? above : graph.apply("Where", [graph.apply("LessOrEqual", [max, x]), zero, above]);
    },
    () => sumToShape(graph, graph.apply("Where", [graph.apply("Less", [x, min]), gradient, zero]), min!.shape),
    () => sumToShape(graph, graph.apply("Where", [graph.apply("Less", [max, x]), gradient, zero]), max!.shape),
  ];
};
