import { int, numberAttribute } from "../graph/attribute.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { zerosLike } from "./zeros-like.ts";

/** `TopK`: the gradients of the values go back to where these were. */
export const topKGradient: GradientRule = ({ graph, node, inputs: [x], gradient }) => [
  () => {
    const places = node.outputs[1] ?? graph.moreOutputs(node, 2)[1];
    const axis = int(numberAttribute(node.attributes, "axis", -1));
    return graph.apply("ScatterElements", [zerosLike(graph, x!), places, gradient], { axis });
  },
];
