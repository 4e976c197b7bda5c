import type { LayerKernel } from "../layer-kernel.ts";
import { select } from "../../select/select.ts";
import { activationKernel } from "./activation-kernel.ts";

/** y = x for x > 0, slope·x otherwise; dx = dy for x > 0, slope·dy otherwise. */
export function leakyReluKernel(slope: number): LayerKernel {
  return activationKernel(
    (tf, x) => {
      // webgl multiplies by the condition, which makes a NaN of an infinity.
      if (tf.getBackend() === "webgl") return select(tf, tf.greater(x, 0), x, tf.mul(x, slope));
      // The cpu backend multiplies in f64: the rounded slope makes the product the same as in f32.
      return tf.leakyRelu(x, Math.fround(slope));
    },
    (tf, dy, x) => select(tf, tf.greater(x, 0), dy, tf.mul(dy, slope)),
  );
}
