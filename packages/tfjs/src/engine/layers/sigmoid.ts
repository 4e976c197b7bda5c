import type { LayerKernel } from "../layer-kernel.ts";
import { activationKernel } from "./activation-kernel.ts";

/** y = 1 / (1 + e^-x); dx = dy · y · (1 - y). */
export function sigmoidKernel(): LayerKernel {
  return activationKernel(
    (tf, x) => tf.sigmoid(x),
    (tf, dy, _x, y) => tf.mul(dy, tf.mul(y, tf.sub(1, y))),
  );
}
