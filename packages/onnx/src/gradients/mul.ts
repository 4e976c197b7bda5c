import type { GradientRule } from "./gradient-rule.ts";
import { sumToShape } from "./sum-to-shape.ts";

/** y = a·b: da = g·b, db = g·a. */
export const mulGradient: GradientRule = ({ graph, inputs: [a, b], gradient }) => [
  () => sumToShape(graph, graph.apply("Mul", [gradient, b]), a!.shape),
  () => sumToShape(graph, graph.apply("Mul", [gradient, a]), b!.shape),
];
