import type { GradientRule } from "./gradient-rule.ts";
import { sumToShape } from "./sum-to-shape.ts";

/** y = condition ? a : b: the gradient is *selected*, never multiplied, so that a NaN in the other branch stays there. */
export const whereGradient: GradientRule = ({ graph, inputs: [condition, a, b], gradient }) => [
  undefined,
  () => sumToShape(graph, graph.apply("Where", [condition, gradient, graph.scalar(0)]), a!.shape),
  () => sumToShape(graph, graph.apply("Where", [condition, graph.scalar(0), gradient]), b!.shape),
];
