import { expandToShapeOf } from "./expand-to-shape-of.ts";
import type { GradientRule } from "./gradient-rule.ts";

/** y of a channel is the mean of its elements: each gets its share of the gradient. */
export const globalAveragePoolGradient: GradientRule = ({ graph, inputs: [x], gradient }) => [
  () => {
    const count = x!.shape.slice(2).reduce<number>((product, length) => product * Number(length), 1);
    return expandToShapeOf(graph, graph.apply("Div", [gradient, graph.scalar(count)]), x!);
  },
];
