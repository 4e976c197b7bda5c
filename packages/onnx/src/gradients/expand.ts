import type { GradientRule } from "./gradient-rule.ts";
import { sumToShape } from "./sum-to-shape.ts";

/** `Expand`: the gradients of an element's copies, summed. */
export const expandGradient: GradientRule = ({ graph, inputs: [x], gradient }) => [
  () => sumToShape(graph, gradient, x!.shape),
];
