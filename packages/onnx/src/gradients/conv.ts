import { int, numberAttribute } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { convolvedAxes } from "../operators/conv.ts";
import { correlate, project } from "./convolution-products.ts";
import type { GradientRule } from "./gradient-rule.ts";

/** Y = W ∗ X + B: dX = `ConvTranspose` of G by W, dW = X correlated with G, dB = G summed over all but the channels. */
export const convGradient: GradientRule = ({ graph, node, inputs: [x, w], gradient }) => {
  const geometry = { axes: convolvedAxes(node), groups: numberAttribute(node.attributes, "group", 1) };
  return [
    () => project(graph, gradient, w!, geometry),
    () => correlate(graph, x!, gradient, geometry),
    () => sumOfChannels(graph, gradient),
  ];
};

/** The sum over everything but the channels: the gradient of a bias. */
export function sumOfChannels(graph: GraphBuilder, gradient: GraphValue): GraphValue {
  const axes = gradient.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]));
  return graph.apply("ReduceSum", [gradient, graph.integers(axes)], { keepdims: int(0) });
}
