import { ints, numbersAttribute } from "../graph/attribute.ts";
import { normalAxis } from "../graph/dimension.ts";
import type { GradientRule } from "./gradient-rule.ts";

/** `Transpose`: back by the inverse order. */
export const transposeGradient: GradientRule = ({ graph, node, gradient }) => [
  () => {
    const rank = gradient.shape.length;
    const order = numbersAttribute(node.attributes, "perm")?.map((axis) => normalAxis(axis, rank));
    if (order === undefined) return graph.apply("Transpose", [gradient]);
    return graph.apply("Transpose", [gradient], { perm: ints(order.map((_, axis) => order.indexOf(axis))) });
  },
];
