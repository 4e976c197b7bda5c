import { int, numberAttribute, text, textAttribute } from "../graph/attribute.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { requireReduction } from "./require-reduction.ts";
import { zerosLike } from "./zeros-like.ts";

/** `GatherElements`: what was read at a place comes back to it, summed. */
export const gatherElementsGradient: GradientRule = ({ graph, node, inputs: [x, indices], gradient }) => [
  () => {
    const axis = int(numberAttribute(node.attributes, "axis", 0));
    return graph.apply("ScatterElements", [zerosLike(graph, x!), indices, gradient], { axis, reduction: text("add") });
  },
];

/** `ScatterElements`: an update gets the gradient at its place; x gets the others, or all where updates are added to it. */
export const scatterElementsGradient: GradientRule = ({ graph, node, inputs: [, indices, updates], gradient }) => {
  requireReduction(node);
  const axis = int(numberAttribute(node.attributes, "axis", 0));
  return [
    () =>
      textAttribute(node.attributes, "reduction", "none") === "add"
        ? gradient
        : graph.apply("ScatterElements", [gradient, indices, zerosLike(graph, updates!)], { axis }),
    undefined,
    () => graph.apply("GatherElements", [gradient, indices], { axis }),
  ];
};
