import type { GradientRule } from "./gradient-rule.ts";
import { reshapeTo } from "./reshape-to.ts";

/** `Reshape` and `Flatten` move nothing: the gradient takes the input's shape again. */
export const reshapeGradient: GradientRule = ({ graph, inputs, gradient }) => [
  () => reshapeTo(graph, gradient, inputs[0]!.shape),
];
