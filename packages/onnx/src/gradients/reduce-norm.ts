import type { GradientRule } from "./gradient-rule.ts";
import { restoreReducedAxes } from "./restore-reduced-axes.ts";
import { timesSignOf } from "./times-sign-of.ts";
import { expandToShapeOf } from "./expand-to-shape-of.ts";

/** y = Σ |x|: dx = g·sign x. */
export const reduceL1Gradient: GradientRule = ({ graph, node, inputs: [x], gradient }) => [
  () => timesSignOf(graph, expandToShapeOf(graph, restoreReducedAxes(graph, node, gradient), x!), x!),
];

/** y = √Σ x²: dx = g·x / y, and 0 where y is 0, as in PyTorch. */
export const reduceL2Gradient: GradientRule = ({ graph, node, inputs: [x], output, gradient }) => [
  () => {
    const zero = graph.scalar(0);
    const norm = restoreReducedAxes(graph, node, output);
    const quotient = graph.apply("Div", [restoreReducedAxes(graph, node, gradient), norm]);
    const factor = graph.apply("Where", [graph.apply("Equal", [norm, zero]), zero, quotient]);
    return graph.apply("Mul", [x, factor]);
  },
];

/** y = Σ x²: dx = 2·g·x. */
export const reduceSumSquareGradient: GradientRule = ({ graph, node, inputs: [x], gradient }) => [
  () => {
    const twice = graph.apply("Mul", [restoreReducedAxes(graph, node, gradient), graph.scalar(2)]);
    return graph.apply("Mul", [x, twice]);
  },
];
