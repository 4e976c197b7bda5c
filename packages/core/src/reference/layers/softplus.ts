import { expInDouble } from "../../numeric/exp.ts";
import { log1pInDouble } from "../../numeric/log.ts";
import { activationKernel } from "./activation-kernel.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/** y = log(1 + e^(beta·x)) / beta, dy/dx = σ(beta·x); y = x where beta·x > threshold. In f64, rounded once. */
export function softplusKernel(beta: number, threshold: number): LayerKernel<undefined> {
  return activationKernel(
    (x) => (beta * x > threshold ? x : log1pInDouble(expInDouble(beta * x)) / beta),
    (g, x) => (beta * x > threshold ? g : g / (1 + expInDouble(-(beta * x)))),
  );
}
