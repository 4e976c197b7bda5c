import { expInDouble } from "../../numeric/exp.ts";
import { activationKernel } from "./activation-kernel.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/** y = x / (1 + e^-x). dy/dx = σ(x)·(1 + x·σ(-x)). In f64, rounded once. */
export function siluKernel(): LayerKernel<undefined> {
  return activationKernel(
    (x) => x / (1 + expInDouble(-x)),
    (g, x) => g * ((1 / (1 + expInDouble(-x))) * (1 + x / (1 + expInDouble(x)))),
  );
}
