import type { LayerKernel } from "../layer-kernel.ts";
import { activationKernel } from "./activation-kernel.ts";

/** y = tanh x; dx = dy · (1 - y²). */
export function tanhKernel(): LayerKernel {
  return activationKernel(
    (tf, x) => tf.tanh(x),
    (tf, dy, _x, y) => tf.mul(dy, tf.sub(1, tf.square(y))),
  );
}
