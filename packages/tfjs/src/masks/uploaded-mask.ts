import type { AddressedMask, ExplicitMask } from "@lockstep/core";
import { drawKeepBits } from "@lockstep/core/masks";

import { select } from "../select/select.ts";
import { selectOrZero } from "../select/select-or-zero.ts";
import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import { maskStrides } from "./mask-strides.ts";
import { spreadBits } from "./spread-bits.ts";
import type { UnitMask } from "./unit-mask.ts";

/** A mask whose bits are uploaded and applied by operations of tfjs: for any backend, and for bits without an address. */
export function uploadedMask(
  tf: TfjsNamespace,
  mask: AddressedMask | ExplicitMask,
  order: readonly number[] = mask.shape.map((_, axis) => axis),
): UnitMask {
  const scale = Math.fround(mask.scale);
  const offset = Math.fround(mask.offset ?? 0);
  const fill = Math.fround(mask.fill ?? 0);
  const shape = order.map((axis) => mask.shape[axis]!);
  let bits: Uint8Array | undefined;
  const keep = (): DeviceTensor => {
    bits ??= spreadBits(drawKeepBits(mask), maskStrides(mask.shape, shape, order), shape);
    return tf.tensor(bits, shape, "bool");
  };
  const applyGradient = (values: DeviceTensor): DeviceTensor => {
    maskStrides(mask.shape, values.shape, order);
    return selectOrZero(tf, keep(), tf.mul(values, scale));
  };
  if (offset === 0 && Object.is(fill, 0)) return { apply: applyGradient, applyGradient };
  return {
    apply(values) {
      maskStrides(mask.shape, values.shape, order);
      const scaled = tf.mul(values, scale);
      return select(tf, keep(), offset === 0 ? scaled : tf.add(scaled, offset), tf.fill(values.shape, fill));
    },
    applyGradient,
  };
}
