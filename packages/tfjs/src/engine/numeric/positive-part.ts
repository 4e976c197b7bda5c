import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import { select } from "../../select/select.ts";

/** Backends whose own kernels do not give +0 for every x that is not above 0. */
const GPUS: readonly string[] = ["webgl", "webgpu"];

/** x for x > 0, +0 otherwise, and a NaN stays. */
export function positivePart(tf: TfjsNamespace, x: DeviceTensor): DeviceTensor {
  // webgl multiplies by the condition, which makes a NaN of an infinity; webgpu hands a -0 on, which is not below 0.
  if (!GPUS.includes(tf.getBackend())) return tf.relu(x);
  return select(tf, tf.greaterEqual(0, x), tf.zerosLike(x), x);
}
