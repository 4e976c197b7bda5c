import { numberAttribute } from "../graph/attribute.ts";
import { projectedAxes } from "../operators/conv-transpose.ts";
import { sumOfChannels } from "./conv.ts";
import { correlate, respond } from "./convolution-products.ts";
import type { GradientRule } from "./gradient-rule.ts";

/** The gradient of a convolution's input as an operator: dX = `Conv` of G by W, dW = G correlated with X, dB as of `Conv`. */
export const convTransposeGradient: GradientRule = ({ graph, node, inputs: [x, w], gradient }) => {
  const geometry = { axes: projectedAxes(node), groups: numberAttribute(node.attributes, "group", 1) };
  return [
    () => respond(graph, gradient, w!, geometry),
    () => correlate(graph, gradient, x!, geometry),
    () => sumOfChannels(graph, gradient),
  ];
};
