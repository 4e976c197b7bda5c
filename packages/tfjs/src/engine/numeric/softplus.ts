import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import { log1p } from "./log1p.ts";
import { positivePart } from "./positive-part.ts";

/** log(1 + e^x) = max(x, 0) + log(1 + e^-|x|), which overflows nowhere and keeps its digits where it is small. */
export function softplus(tf: TfjsNamespace, x: DeviceTensor): DeviceTensor {
  return tf.add(positivePart(tf, x), log1p(tf, tf.exp(tf.neg(tf.abs(x)))));
}
