import type { LayerKernel } from "../layer-kernel.ts";
import { activationKernel } from "./activation-kernel.ts";

/** y = x·σ(x); dx = dy·σ(x)·(1 + x·σ(-x)). */
export function siluKernel(): LayerKernel {
  return activationKernel(
    (tf, x) => tf.mul(x, tf.sigmoid(x)),
    (tf, dy, x) => tf.mul(dy, tf.mul(tf.sigmoid(x), tf.add(tf.mul(x, tf.sigmoid(tf.neg(x))), 1))),
  );
}
