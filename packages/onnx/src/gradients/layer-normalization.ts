import { numberAttribute } from "../graph/attribute.ts";
import { normalAxis } from "../graph/dimension.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { standardizedGradient } from "./standardized-gradient.ts";
import { sumToShape } from "./sum-to-shape.ts";

/**
 * y = x̂·scale + bias with x̂ = (x - μ)·s over the axes from `axis` on, s = 1/√(variance + ε): with h = g·scale, dx = s·(h -
 * mean h - x̂·mean(h·x̂)), d scale = Σ g·x̂, d bias = Σ g. μ and s are the operator's own second and third output.
 */
export const layerNormalizationGradient: GradientRule = ({ graph, node, inputs: [x, scale, bias], gradient }) => {
  const rank = x!.shape.length;
  const first = normalAxis(numberAttribute(node.attributes, "axis", -1), rank);
  const axes = Array.from({ length: rank - first }, (_, index) => first + index);
  const [, mean, inverse] = graph.moreOutputs(node, 3);
  const normal = graph.apply("Mul", [graph.apply("Sub", [x, mean]), inverse]);
  return [
    () =>
      graph.apply("Mul", [standardizedGradient(graph, graph.apply("Mul", [gradient, scale]), normal, axes), inverse]),
    () => sumToShape(graph, graph.apply("Mul", [gradient, normal]), scale!.shape),
    () => sumToShape(graph, gradient, bias!.shape),
  ];
};
