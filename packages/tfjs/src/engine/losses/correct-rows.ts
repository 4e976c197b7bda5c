import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/**
 * 1 for each row whose first largest output is at its label, 0 for the others (and for a row with a NaN), [rows].
 *
 * @param logits [rows, classes].
 * @param labels int32, [rows].
 */
export function correctRows(tf: TfjsNamespace, logits: DeviceTensor, labels: DeviceTensor): DeviceTensor {
  const classes = logits.shape[1]!;
  // Not tf.argMax: which of several equal outputs it picks depends on the backend. Earlier classes rank higher here.
  const isLargest = tf.cast(tf.equal(logits, tf.max(logits, 1, true)), "float32");
  const rankOfFirst = tf.max(tf.mul(isLargest, tf.range(classes, 0, -1, "float32")), 1);
  const rankOfLabel = tf.sub(classes, tf.cast(labels, "float32"));
  return tf.cast(tf.equal(rankOfFirst, rankOfLabel), "float32");
}
