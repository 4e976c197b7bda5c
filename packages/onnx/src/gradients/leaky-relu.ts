import { numberAttribute } from "../graph/attribute.ts";
import type { GradientRule } from "./gradient-rule.ts";

/** y = x for x > 0, alpha·x otherwise: dx = g or alpha·g. Asked of x, since alpha may be negative. */
export const leakyReluGradient: GradientRule = ({ graph, node, inputs, gradient }) => [
  () => {
    const positive = graph.apply("Greater", [inputs[0], graph.scalar(0)]);
    const slope = graph.scalar(numberAttribute(node.attributes, "alpha", 0.01));
    return graph.apply("Where", [positive, gradient, graph.apply("Mul", [gradient, slope])]);
  },
];
