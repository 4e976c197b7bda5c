import { expandToShapeOf } from "./expand-to-shape-of.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { restoreReducedAxes } from "./restore-reduced-axes.ts";

/** y = log Σ x: dx = g / Σ x = g·e^(-y). */
export const reduceLogSumGradient: GradientRule = ({ graph, node, inputs: [x], output, gradient }) => [
  () => {
    const inverse = graph.apply("Exp", [graph.apply("Neg", [output])]);
    const share = graph.apply("Mul", [gradient, inverse]);
    return expandToShapeOf(graph, restoreReducedAxes(graph, node, share), x!);
  },
];

/** y = log Σ e^x: dx = g·e^(x - y). */
export const reduceLogSumExpGradient: GradientRule = ({ graph, node, inputs: [x], output, gradient }) => [
  () => {
    const share = graph.apply("Exp", [graph.apply("Sub", [x, restoreReducedAxes(graph, node, output)])]);
    return graph.apply("Mul", [share, restoreReducedAxes(graph, node, gradient)]);
  },
];
