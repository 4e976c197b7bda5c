import { sigmoid } from "../../numeric/sigmoid.ts";
import { activationKernel } from "./activation-kernel.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/** y = 1 / (1 + e^-x). dy/dx = y·(1 - y). */
export function sigmoidKernel(): LayerKernel<undefined> {
  return activationKernel(sigmoid, (g, _x, y) => g * Math.fround(y * Math.fround(1 - y)));
}
