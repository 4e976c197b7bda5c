import { int, numberAttribute } from "../graph/attribute.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { zerosLike } from "./zeros-like.ts";

/** `Split`: the gradients of the parts, joined. */
export const splitGradient: GradientRule = ({ graph, node, gradients }) => [
  () => {
    const parts = node.outputs.map((output, index) => gradients[index] ?? zerosLike(graph, output));
    return graph.apply("Concat", parts, { axis: int(numberAttribute(node.attributes, "axis", 0)) });
  },
];
