import { int, numberAttribute } from "../graph/attribute.ts";
import { normalAxis } from "../graph/dimension.ts";
import type { GradientRule } from "./gradient-rule.ts";

/** y = softmax of x along an axis: dx = y·(g - Σ g·y). */
export const softmaxGradient: GradientRule = ({ graph, node, output, gradient }) => [
  () => {
    const axis = normalAxis(numberAttribute(node.attributes, "axis", -1), output.shape.length);
    const product = graph.apply("Mul", [gradient, output]);
    const mean = graph.apply("ReduceSum", [product, graph.integers([axis])], { keepdims: int(1) });
    return graph.apply("Mul", [output, graph.apply("Sub", [gradient, mean])]);
  },
];
