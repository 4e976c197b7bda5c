import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/**
 * log(1 + u) for u in [0, 1], to a few ulp near 0 too: only the cpu backend's own kernel does not add 1 first.
 *
 * log(1 + u) = 2·artanh(s) with s = u / (u + 2) ≤ ⅓, and artanh's continued fraction, cut after five terms, is off by less
 * than 2^-25 of itself:
 *
 *     artanh(s) = s·(945 - 735·s² + 64·s⁴) / (945 - 1050·s² + 225·s⁴)
 */
export function log1p(tf: TfjsNamespace, u: DeviceTensor): DeviceTensor {
  if (tf.getBackend() === "cpu") return tf.log1p(u);
  const s = tf.div(u, tf.add(u, 2));
  const square = tf.square(s);
  const numerator = tf.add(tf.mul(tf.sub(tf.mul(square, 128), 1470), square), 1890);
  const denominator = tf.add(tf.mul(tf.sub(tf.mul(square, 225), 1050), square), 945);
  return tf.mul(s, tf.div(numerator, denominator));
}
