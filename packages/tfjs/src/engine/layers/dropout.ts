import { selectOrZero } from "../select-or-zero.ts";
import type { DeviceMask } from "../tensor-transfer.ts";
import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/** y = x · scale where the mask keeps, +0 elsewhere; without a mask (evaluation) y = x. */
export function dropoutForward(tf: TfjsNamespace, mask: DeviceMask | undefined, input: DeviceTensor): DeviceTensor {
  return mask === undefined ? input : selectOrZero(tf, mask.keep, tf.mul(input, mask.scale));
}

/** dx = dy · scale where the mask keeps, +0 elsewhere. */
export function dropoutBackward(tf: TfjsNamespace, mask: DeviceMask | undefined, gradient: DeviceTensor): DeviceTensor {
  return mask === undefined ? gradient : selectOrZero(tf, mask.keep, tf.mul(gradient, mask.scale));
}
