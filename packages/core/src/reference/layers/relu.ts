import { activationKernel } from "./activation-kernel.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/** y = x where x > 0, else 0 (a NaN stays). dy/dx = 1 where x > 0, else 0: PyTorch's choice at 0. */
export function reluKernel(): LayerKernel<undefined> {
  return activationKernel(
    (x) => (x <= 0 ? 0 : x),
    (g, x) => (x > 0 ? g : 0),
  );
}
