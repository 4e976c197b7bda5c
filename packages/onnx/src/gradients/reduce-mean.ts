import { UnsupportedOptionError } from "@lockstep/core";
import { expandToShapeOf } from "./expand-to-shape-of.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { reducedAxes, restoreReducedAxes } from "./restore-reduced-axes.ts";

/** y = (Σ x) / n over some axes: every summand gets 1/n of the gradient of its mean. */
export const reduceMeanGradient: GradientRule = ({ graph, node, inputs, gradient }) => [
  () => {
    const lengths = reducedAxes(node).map((axis) => inputs[0]!.shape[axis]!);
    if (lengths.includes("rows")) {
      throw new UnsupportedOptionError({
        subject: `differentiate: ${node.name}`,
        rule: "is a mean over the rows, whose number the graph does not know",
        remedy: "Sum over the rows, and give the rows their weights in the gradient that comes in.",
      });
    }
    const count = lengths.reduce<number>((product, length) => product * Number(length), 1);
    const share = graph.apply("Div", [restoreReducedAxes(graph, node, gradient), graph.scalar(count)]);
    return expandToShapeOf(graph, share, inputs[0]!);
  },
];
