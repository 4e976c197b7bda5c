import type { LayerKernel } from "../layer-kernel.ts";
import { select } from "../select.ts";
import { selectOrZero } from "../select-or-zero.ts";
import { activationKernel } from "./activation-kernel.ts";

/** Backends whose own kernels do not give +0 for every x that is not above 0. */
const GPUS: readonly string[] = ["webgl", "webgpu"];

/** y = x for x > 0, +0 otherwise, and a NaN stays; dx = dy where x > 0, +0 elsewhere: the derivative at 0 is 0. */
export function reluKernel(): LayerKernel {
  return activationKernel(
    (tf, x) => {
      // webgl multiplies by the condition, which makes a NaN of an infinity; webgpu hands a -0 on, which is not below 0.
      if (!GPUS.includes(tf.getBackend())) return tf.relu(x);
      return select(tf, tf.greaterEqual(0, x), tf.zerosLike(x), x);
    },
    (tf, dy, x) => selectOrZero(tf, tf.greater(x, 0), dy),
  );
}
