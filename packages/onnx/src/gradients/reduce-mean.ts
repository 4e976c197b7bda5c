import { countAlong } from "./count-along.ts";
import { expandToShapeOf } from "./expand-to-shape-of.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { reducedAxes, restoreReducedAxes } from "./restore-reduced-axes.ts";

/** y = (Σ x) / n over some axes: every summand gets 1/n of the gradient of its mean. */
export const reduceMeanGradient: GradientRule = ({ graph, node, inputs, gradient }) => [
  () => {
    const count = countAlong(graph, inputs[0]!, reducedAxes(node));
    const share = graph.apply("Div", [restoreReducedAxes(graph, node, gradient), count]);
    return expandToShapeOf(graph, share, inputs[0]!);
  },
];
