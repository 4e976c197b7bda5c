import type { MaskLaw } from "./mask-kernel.ts";

const f32 = Math.fround;

/**
 * The law of `applyDropout`, from one typed array into another.
 *
 * @param keep one byte a value: 1 = kept.
 * @param result as long as `values`; may lie in the same memory elsewhere.
 */
export function writeMasked(
  values: Float32Array,
  keep: Uint8Array,
  { scale, offset, fill }: MaskLaw,
  result: Float32Array,
): void {
  if (offset === 0 && Object.is(fill, 0)) {
    writeScaled(values, keep, scale, result);
    return;
  }
  for (let index = 0; index < values.length; index++) {
    const scaled = f32(values[index]! * scale);
    result[index] = keep[index] === 0 ? fill : offset === 0 ? scaled : scaled + offset;
  }
}

function writeScaled(values: Float32Array, keep: Uint8Array, scale: number, result: Float32Array): void {
  const bits = new Int32Array(result.buffer, result.byteOffset, result.length);
  for (let index = 0; index < values.length; index++) {
    result[index] = values[index]! * scale;
    // All bits or none: a select without a branch, which random bits would mispredict every other time.
    bits[index]! &= -keep[index]!;
  }
}
