import { keepBits, type DropoutMask } from "./dropout-mask.ts";

/**
 * The law of dropout, forward and backward alike: kept elements become f32(x · scale), dropped ones are *selected* to
 * +0, never multiplied, so that a NaN or an infinity in a dropped unit does not leak.
 *
 * @param values activations going forward, or the gradient coming back; row-major, as many as the mask has elements.
 * @returns a new array.
 */
export function applyDropout(values: Float32Array, mask: DropoutMask): Float32Array {
  const keep = keepBits(mask);
  const scale = Math.fround(mask.scale);
  const result = new Float32Array(values.length);
  for (let index = 0; index < values.length; index++) {
    if (keep[index] === 1) result[index] = values[index]! * scale;
  }
  return result;
}
