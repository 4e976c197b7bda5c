import { shapeSize, type Shape } from "@lockstep/core";

import { isRowMajor } from "./mask-strides.ts";

/**
 * A mask's bits, one byte for each element of a tensor, row-major.
 *
 * @param strides what `maskStrides` gives.
 * @returns `bits` themselves where the tensor's elements take them in order.
 */
export function spreadBits(bits: Uint8Array, strides: readonly number[], shape: Shape): Uint8Array {
  if (isRowMajor(strides, shape)) return bits;
  const spread = new Uint8Array(shapeSize(shape));
  const last = shape.length - 1;
  const length = shape[last]!;
  const step = strides[last]!;
  let written = 0;
  const write = (axis: number, bit: number): void => {
    if (axis < last) {
      for (let index = 0; index < shape[axis]!; index++) write(axis + 1, bit + index * strides[axis]!);
      return;
    }
    if (step === 0) spread.fill(bits[bit]!, written, written + length);
    else for (let index = 0; index < length; index++) spread[written + index] = bits[bit + index * step]!;
    written += length;
  };
  write(0, 0);
  return spread;
}
