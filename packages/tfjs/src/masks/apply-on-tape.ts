import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import type { UnitMask } from "./unit-mask.ts";

/** Applies a mask in a way that tfjs's tape differentiates by the mask's own law. */
export function applyOnTape(tf: TfjsNamespace, mask: UnitMask, values: DeviceTensor): DeviceTensor {
  return tf.customGrad((input) => ({
    value: tf.tidy(() => mask.apply(input as DeviceTensor)),
    gradFunc: (gradient) => tf.tidy(() => mask.applyGradient(gradient)),
  }))(values);
}
