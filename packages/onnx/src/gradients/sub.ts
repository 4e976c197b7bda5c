import type { GradientRule } from "./gradient-rule.ts";
import { sumToShape } from "./sum-to-shape.ts";

/** y = a - b: da = g, db = -g. */
export const subGradient: GradientRule = ({ graph, inputs, gradient }) => [
  () => sumToShape(graph, gradient, inputs[0]!.shape),
  () => graph.apply("Neg", [sumToShape(graph, gradient, inputs[1]!.shape)]),
];
