import type { GradientRule } from "./gradient-rule.ts";

/** `Trilu` keeps one triangle of x: the same one of the gradient. */
export const triluGradient: GradientRule = ({ graph, node, inputs: [, diagonal], gradient }) => [
  () => graph.apply("Trilu", [gradient, diagonal], node.attributes),
];
