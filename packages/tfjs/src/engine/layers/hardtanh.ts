import type { LayerKernel } from "../layer-kernel.ts";
import { clamp } from "../numeric/clamp.ts";
import { select } from "../../select/select.ts";
import { activationKernel } from "./activation-kernel.ts";

/** y = x cut at f32(min) and f32(max), and a NaN stays; dx = dy strictly between, +0 elsewhere, and dy at a NaN. */
export function hardtanhKernel(min: number, max: number): LayerKernel {
  return activationKernel(
    (tf, x) => clamp(tf, x, min, max),
    (tf, dy, x) => {
      const fromAbove = select(tf, tf.greaterEqual(x, max), tf.zerosLike(dy), dy);
      return select(tf, tf.greaterEqual(min, x), tf.zerosLike(dy), fromAbove);
    },
  );
}
