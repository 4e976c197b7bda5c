import { tanh } from "../../numeric/tanh.ts";
import { activationKernel } from "./activation-kernel.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/** y = tanh x. dy/dx = 1 - y². */
export function tanhKernel(): LayerKernel<undefined> {
  return activationKernel(tanh, (g, _x, y) => g * Math.fround(1 - Math.fround(y * y)));
}
