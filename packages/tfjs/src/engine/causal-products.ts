import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import { batchMatMul } from "./batch-mat-mul.ts";
import { selectOrZero } from "../select/select-or-zero.ts";

/**
 * Σ_j a_ij · b_j over j ≤ i, where a_ij is +0 for every later j. A product alone would let a NaN or an infinity at a later
 * position through, as 0 · NaN: here what is not finite is left out of the product, and makes NaN of all that sees it.
 *
 * @param a [..., positions, positions].
 * @param b [..., positions, size].
 */
export function causalProduct(tf: TfjsNamespace, a: DeviceTensor, b: DeviceTensor): DeviceTensor {
  const { finite, spoiled } = withoutTheInfinite(tf, b);
  return tf.add(batchMatMul(tf, a, finite), tf.cumsum(spoiled, b.rank - 2));
}

/** Σ_i a_ij · b_i over i ≥ j, of the same a: the way back of {@link causalProduct}. */
export function transposedCausalProduct(tf: TfjsNamespace, a: DeviceTensor, b: DeviceTensor): DeviceTensor {
  const { finite, spoiled } = withoutTheInfinite(tf, b);
  return tf.add(batchMatMul(tf, a, finite, { a: true }), tf.cumsum(spoiled, b.rank - 2, false, true));
}

/** Finite values, 0 in place of others; and NaN in the place of others, 0 in that of finite ones. */
function withoutTheInfinite(
  tf: TfjsNamespace,
  values: DeviceTensor,
): { readonly finite: DeviceTensor; readonly spoiled: DeviceTensor } {
  const spoiled = tf.mul(values, 0);
  return { finite: selectOrZero(tf, tf.equal(spoiled, 0), values), spoiled };
}
