import { int, numberAttribute } from "../graph/attribute.ts";
import type { GradientRule } from "./gradient-rule.ts";

/** `CumSum`: an element counts in every sum from its own on; the gradient is the running sum the other way. */
export const cumSumGradient: GradientRule = ({ graph, node, inputs: [, axis], gradient }) => [
  () =>
    graph.apply("CumSum", [gradient, axis], {
      exclusive: int(numberAttribute(node.attributes, "exclusive", 0)),
      reverse: int(1 - numberAttribute(node.attributes, "reverse", 0)),
    }),
];
