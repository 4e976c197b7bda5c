import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/** Columns that a tensor's elements had when they first were a right factor. */
const COLUMNS_AS_FACTOR = new WeakMap<DeviceTensor["dataId"], number>();

/**
 * A·B along the last two axes.
 *
 * The wasm backend packs a right factor once and finds it again by its elements alone: under another shape, after a reshape, it
 * would take what was packed for the first, and give numbers of elsewhere or die. There such a factor is copied.
 *
 * @param a [rows, inner], or stacks of such matrices.
 * @param b [inner, columns], likewise.
 * @returns [rows, columns], likewise
 */
export function product(tf: TfjsNamespace, a: DeviceTensor, b: DeviceTensor): DeviceTensor {
  if (tf.getBackend() !== "wasm") return tf.matMul(a, b);
  const columns = b.shape.at(-1)!;
  const known = COLUMNS_AS_FACTOR.get(b.dataId);
  if (known !== undefined && known !== columns) return tf.matMul(a, tf.mul(b, 1));
  COLUMNS_AS_FACTOR.set(b.dataId, columns);
  return tf.matMul(a, b);
}
