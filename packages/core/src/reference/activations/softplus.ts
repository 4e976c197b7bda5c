import { expInDouble } from "../../numeric/exp.ts";
import { log1pInDouble } from "../../numeric/log.ts";
import type { Activation } from "./activation.ts";

/** y = log(1 + e^(beta·x)) / beta, dy/dx = σ(beta·x); y = x where beta·x > threshold. In f64, rounded once. */
export function softplus(beta: number, threshold: number): Activation {
  return {
    name: "softplus",
    parameters: [beta, threshold],
    value: (x) => (beta * x > threshold ? x : log1pInDouble(expInDouble(beta * x)) / beta),
    gradient: (g, x) => (beta * x > threshold ? g : g / (1 + expInDouble(-(beta * x)))),
  };
}
