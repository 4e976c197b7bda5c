import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import { select } from "../../select/select.ts";

/**
 * x cut at f32(min) and f32(max); a NaN stays, and a -0 that is not below min. By comparisons, since `clipByValue` of the
 * wasm and GPU backends makes a number of a NaN and a +0 of a -0.
 */
export function clamp(tf: TfjsNamespace, x: DeviceTensor, min: number, max: number): DeviceTensor {
  const fromAbove = select(tf, tf.greater(x, max), tf.fill(x.shape, max), x);
  return select(tf, tf.greater(min, x), tf.fill(x.shape, min), fromAbove);
}
