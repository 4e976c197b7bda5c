import { activationKernel } from "./activation-kernel.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/** y = x cut at f32(min) and f32(max) (a NaN stays). dy/dx = 1 strictly between, else 0. */
export function hardtanhKernel(min: number, max: number): LayerKernel<undefined> {
  const least = Math.fround(min);
  const greatest = Math.fround(max);
  return activationKernel(
    (x) => (x < least ? least : x > greatest ? greatest : x),
    (g, x) => (x <= least || x >= greatest ? 0 : g),
  );
}
