import type { LayerKernel } from "../layer-kernel.ts";
import { expm1 } from "../numeric/expm1.ts";
import { select } from "../../select/select.ts";
import { activationKernel } from "./activation-kernel.ts";

/** y = scale·x where x > 0, else scale·alpha·(e^x - 1); dx = scale·dy where x > 0, else scale·alpha·e^x·dy. */
export function eluKernel(alpha: number, scale = 1): LayerKernel {
  const below = scale * alpha;
  return activationKernel(
    (tf, x) => select(tf, tf.greater(x, 0), tf.mul(x, scale), tf.mul(expm1(tf, x), below)),
    (tf, dy, x) => select(tf, tf.greater(x, 0), tf.mul(dy, scale), tf.mul(dy, tf.mul(tf.exp(x), below))),
  );
}
