import { keepBits, type DropoutMask } from "@lockstep/core";
import { requirePlainMask } from "@lockstep/core/engine";

import { selectOrZero } from "../engine/select-or-zero.ts";
import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/** A mask of core's, ready to be applied on the device. */
export interface UnitMask {
  /** The law of `applyDropout`, spread over the axes where the mask's length is 1. */
  apply(values: DeviceTensor): DeviceTensor;
  /** The law of `applyDropoutGradient`. */
  applyGradient(gradient: DeviceTensor): DeviceTensor;
}

/** Places a mask on the device; to be used within the tidy of the call that it was made for. */
export function unitMask(tf: TfjsNamespace, mask: DropoutMask): UnitMask {
  const plain = requirePlainMask("tfjs", mask);
  const keep = tf.tensor(keepBits(plain), [...plain.shape], "bool");
  const scale = Math.fround(plain.scale);
  const apply = (values: DeviceTensor): DeviceTensor => selectOrZero(tf, keep, tf.mul(values, scale));
  return { apply, applyGradient: apply };
}
