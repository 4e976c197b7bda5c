import { ShapeMismatchError } from "../errors/lockstep-error.ts";
import { shapeSize } from "../tensor/shape.ts";
import { keepBits, type DropoutMask } from "./dropout-mask.ts";

/** A mask whose bits have been drawn, for those who apply it more than once. */
export interface DrawnMask {
  /** One byte an element, row-major: 1 = kept. */
  readonly keep: Uint8Array;
  /** f32. */
  readonly scale: number;
}

/** Draws a mask's bits. */
export function drawMask(mask: DropoutMask): DrawnMask {
  return { keep: keepBits(mask), scale: Math.fround(mask.scale) };
}

/**
 * The law of dropout, forward and backward alike: kept elements become f32(x · scale), dropped ones are *selected* to
 * +0, never multiplied, so that a NaN or an infinity in a dropped unit does not leak.
 *
 * @param values activations going forward, or the gradient coming back; row-major, as many as the mask has elements.
 * @returns a new array.
 * @throws {ShapeMismatchError} if there are more or fewer values than the mask has elements.
 */
export function applyDropout(values: Float32Array, mask: DropoutMask): Float32Array {
  if (values.length !== shapeSize(mask.shape)) {
    throw new ShapeMismatchError({
      subject: "applyDropout: values",
      rule: `must be as many as the mask has elements (${shapeSize(mask.shape)})`,
      received: values.length,
    });
  }
  return applyDrawnMask(values, drawMask(mask));
}

/** {@link applyDropout} with a mask that has been drawn already. */
export function applyDrawnMask(values: Float32Array, { keep, scale }: DrawnMask): Float32Array {
  const result = new Float32Array(values.length);
  const bits = new Int32Array(result.buffer);
  for (let index = 0; index < values.length; index++) {
    result[index] = values[index]! * scale;
    // All bits or none: a select without a branch, which random bits would mispredict every other time.
    bits[index]! &= -keep[index]!;
  }
  return result;
}
