import type { LayerKernel } from "../layer-kernel.ts";
import { positivePart } from "../numeric/positive-part.ts";
import { selectOrZero } from "../../select/select-or-zero.ts";
import { activationKernel } from "./activation-kernel.ts";

/** y = x for x > 0, +0 otherwise, and a NaN stays; dx = dy where x > 0, +0 elsewhere: the derivative at 0 is 0. */
export function reluKernel(): LayerKernel {
  return activationKernel(positivePart, (tf, dy, x) => selectOrZero(tf, tf.greater(x, 0), dy));
}
