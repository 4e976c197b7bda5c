import { expandToShapeOf } from "./expand-to-shape-of.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { restoreReducedAxes } from "./restore-reduced-axes.ts";

/** y = Σ x over some axes: every summand gets the gradient of its sum. */
export const reduceSumGradient: GradientRule = ({ graph, node, inputs, gradient }) => [
  () => expandToShapeOf(graph, restoreReducedAxes(graph, node, gradient), inputs[0]!),
];
