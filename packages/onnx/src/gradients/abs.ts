import type { GradientRule } from "./gradient-rule.ts";
import { timesSignOf } from "./times-sign-of.ts";

/** y = |x|: dx = g, -g, and 0 at 0. */
export const absGradient: GradientRule = ({ graph, inputs: [x], gradient }) => [() => timesSignOf(graph, gradient, x!)];
