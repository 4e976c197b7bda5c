import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/**
 * Whether a place is the row's label, bool [rows, classes].
 *
 * @param labels int32, [rows].
 */
export function labelPlaces(tf: TfjsNamespace, labels: DeviceTensor, classes: number): DeviceTensor {
  // Not tf.oneHot: the wasm backend writes int32 whatever type is asked for, beyond the end of a bool tensor.
  return tf.equal(tf.reshape(labels, [labels.size, 1]), tf.range(0, classes, 1, "int32"));
}
