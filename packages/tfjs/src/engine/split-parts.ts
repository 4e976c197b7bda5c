import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/**
 * Cuts [parts · length, ...] into `parts` tensors of [length, ...].
 *
 * The wasm backend's slice copies all of its input first, which makes a split quadratic: there the parts are taken from one
 * copy instead.
 */
export function splitParts(tf: TfjsNamespace, whole: DeviceTensor, parts: number): readonly DeviceTensor[] {
  if (tf.getBackend() !== "wasm") return tf.split(whole, parts, 0);
  const shape = [whole.shape[0] / parts, ...whole.shape.slice(1)];
  const values = whole.dataSync<"float32">();
  const size = values.length / parts;
  return Array.from({ length: parts }, (_, part) =>
    tf.tensor(values.subarray(part * size, (part + 1) * size), shape, "float32"),
  );
}
