import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import { select } from "../../select/select.ts";

/** Backends whose own kernel is a difference, e^x - 1: of a small x it keeps no digit. */
const DIFFERENCES: readonly string[] = ["webgl", "webgpu"];
/** From here to 0 the quotient is within 2^-24 of itself; below, e^x is far enough from 1. */
const NEAR = -0.5;

/**
 * e^x - 1 for x ≤ 0 (another x gives a number that means nothing), to a few ulp near 0 too.
 *
 * With T = tanh(x/2), e^x - 1 = 2·T / (1 - T), and T near 0 is its Padé approximant h·(15 + h²) / (15 + 6·h²) with h = x/2:
 *
 *     e^x - 1 = x·(60 + x²) / (60 + 6·x² - ½·x·(60 + x²))
 */
export function expm1(tf: TfjsNamespace, x: DeviceTensor): DeviceTensor {
  if (!DIFFERENCES.includes(tf.getBackend())) return tf.expm1(x);
  const square = tf.square(x);
  const numerator = tf.mul(x, tf.add(square, 60));
  const denominator = tf.sub(tf.add(tf.mul(square, 6), 60), tf.mul(numerator, 0.5));
  // A NaN is not below: it stays in the quotient, which webgpu's exp would not promise.
  return select(tf, tf.greater(NEAR, x), tf.expm1(x), tf.div(numerator, denominator));
}
