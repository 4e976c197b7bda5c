import { activationKernel } from "./activation-kernel.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/** y = x where x > 0, else f32(slope)·x. dy/dx = 1 where x > 0, else f32(slope). */
export function leakyReluKernel(slope: number): LayerKernel<undefined> {
  const factor = Math.fround(slope);
  return activationKernel(
    (x) => (x > 0 ? x : x * factor),
    (g, x) => (x > 0 ? g : g * factor),
  );
}
