import type { GradientRule } from "./gradient-rule.ts";

/** y = x, also where a `Cast` leaves the type alone: the gradient goes through. */
export const identityGradient: GradientRule = ({ gradient }) => [() => gradient];
