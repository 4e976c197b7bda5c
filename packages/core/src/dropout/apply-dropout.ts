import { ShapeMismatchError } from "../errors/lockstep-error.ts";
import { normal } from "../random/normal.ts";
import { broadcastsTo, broadcastValues } from "../tensor/broadcast.ts";
import { formatShape, shapeSize, type Shape } from "../tensor/shape.ts";
import { keepBits, type AddressedMask, type DropoutMask, type ExplicitMask, type NoiseMask } from "./dropout-mask.ts";
import type { KeepLaw } from "./keep-law.ts";

/** A mask whose bits or noise have been drawn, for those who apply it more than once. */
export type DrawnMask = DrawnBits | DrawnNoise;

/** Drawn bits; the numbers of the law are f32. */
export interface DrawnBits extends Required<KeepLaw> {
  /** One byte an element, row-major: 1 = kept. */
  readonly keep: Uint8Array;
}

interface DrawnNoise {
  readonly kind: NoiseMask["kind"];
  /** What each element is multiplied by, or what is added to it. */
  readonly noise: Float32Array;
}

const f32 = Math.fround;

/**
 * Draws a mask's bits or noise.
 *
 * @param shape of what the mask will be applied to; the mask is spread over the axes where its own length is 1.
 * @param bitsOf what draws bits. @default keepBits
 * @throws {ShapeMismatchError} if the mask's shape does not broadcast to it.
 */
export function drawMask(
  mask: DropoutMask,
  shape: Shape = mask.shape,
  bitsOf: (mask: AddressedMask | ExplicitMask) => Uint8Array = keepBits,
): DrawnMask {
  if (!broadcastsTo(mask.shape, shape)) {
    throw new ShapeMismatchError({
      subject: `a mask of shape ${formatShape(mask.shape)}`,
      rule: "must have the length of what it is applied to, or 1, along every axis",
      received: shape,
    });
  }
  if (mask.source === "noise") {
    return { kind: mask.kind, noise: broadcastValues(drawNoise(mask), mask.shape, shape) };
  }
  return {
    keep: broadcastValues(bitsOf(mask), mask.shape, shape),
    scale: f32(mask.scale),
    offset: f32(mask.offset ?? 0),
    fill: f32(mask.fill ?? 0),
  };
}

/**
 * The law of every random site, forward.
 *
 * - Bits: kept elements become f32(f32(x · scale) + offset), an offset of 0 adding nothing; dropped ones are *selected*
 *   to `fill` (+0), never multiplied, so that a NaN or an infinity in a dropped unit does not leak.
 * - Noise: f32(x · n), or f32(x + n).
 *
 * @param values activations, row-major.
 * @param shape of the activations; the mask is spread over the axes where its own length is 1. @default mask.shape
 * @returns a new array.
 * @throws {ShapeMismatchError} if the values do not fill the shape, or the mask's shape does not broadcast to it.
 * @throws {InvalidOptionError} if an explicit mask has other bytes than 0 and 1.
 * @example
 * const mask = dropoutMask({ seed: 42, site: 0, step: 0, rate: 0.5, shape: [1, 4] });
 * keepBits(mask); // Uint8Array [1, 1, 1, 0]
 * applyDropout(Float32Array.of(1, 2, 3, 4), mask); // Float32Array [2, 4, 6, 0]
 */
export function applyDropout(values: Float32Array, mask: DropoutMask, shape: Shape = mask.shape): Float32Array {
  requireFilled("applyDropout: values", values, shape);
  return applyDrawnMask(values, drawMask(mask, shape));
}

/**
 * The law of every random site, backward: the gradient with respect to what {@link applyDropout} took, given that with
 * respect to what it returned. Kept elements become f32(g · scale), dropped ones are selected to +0; under noise that
 * multiplies f32(g · n), under noise that is added g.
 *
 * @param gradient row-major.
 * @param shape as for {@link applyDropout}. @default mask.shape
 * @returns a new array.
 * @throws {ShapeMismatchError} as {@link applyDropout}.
 * @throws {InvalidOptionError} as {@link applyDropout}.
 * @example
 * const mask = dropoutMask({ seed: 42, site: 0, step: 0, rate: 0.5, shape: [1, 4] });
 * applyDropoutGradient(Float32Array.of(1, 1, 1, 1), mask); // Float32Array [2, 2, 2, 0]
 */
export function applyDropoutGradient(
  gradient: Float32Array,
  mask: DropoutMask,
  shape: Shape = mask.shape,
): Float32Array {
  requireFilled("applyDropoutGradient: gradient", gradient, shape);
  return applyDrawnMaskGradient(gradient, drawMask(mask, shape));
}

/**
 * {@link applyDropout} with a mask that has been drawn already.
 *
 * @param result where to put it. @default a new array
 */
export function applyDrawnMask(
  values: Float32Array,
  mask: DrawnMask,
  result: Float32Array = new Float32Array(values.length),
): Float32Array {
  if ("noise" in mask) return applyNoise(values, mask, result);
  const { keep, scale, offset, fill } = mask;
  if (offset === 0 && Object.is(fill, 0)) return selectScaled(values, keep, scale, result);
  for (let index = 0; index < values.length; index++) {
    const scaled = f32(values[index]! * scale);
    result[index] = keep[index] === 0 ? fill : offset === 0 ? scaled : scaled + offset;
  }
  return result;
}

/**
 * {@link applyDropoutGradient} with a mask that has been drawn already.
 *
 * @param result where to put it. @default a new array
 */
export function applyDrawnMaskGradient(
  gradient: Float32Array,
  mask: DrawnMask,
  result: Float32Array = new Float32Array(gradient.length),
): Float32Array {
  if (!("noise" in mask)) return selectScaled(gradient, mask.keep, mask.scale, result);
  if (mask.kind === "multiply") return applyNoise(gradient, mask, result);
  result.set(gradient);
  return result;
}

/** Kept elements times `scale`, +0 elsewhere. */
function selectScaled(values: Float32Array, keep: Uint8Array, scale: number, result: Float32Array): Float32Array {
  const bits = new Int32Array(result.buffer, result.byteOffset, result.length);
  for (let index = 0; index < values.length; index++) {
    result[index] = values[index]! * scale;
    // All bits or none: a select without a branch, which random bits would mispredict every other time.
    bits[index]! &= -keep[index]!;
  }
  return result;
}

function applyNoise(values: Float32Array, { kind, noise }: DrawnNoise, result: Float32Array): Float32Array {
  if (kind === "multiply") {
    for (let index = 0; index < values.length; index++) result[index] = values[index]! * noise[index]!;
  } else {
    for (let index = 0; index < values.length; index++) result[index] = values[index]! + noise[index]!;
  }
  return result;
}

/**
 * What a mask of noise multiplies each element by, f32(1 + f32(σ · z)), or adds to it, f32(σ · z); row-major.
 *
 * @throws {InvalidOptionError} if `key` is none, or `start` is not a non-negative safe integer.
 * @example
 * drawNoise({ source: "noise", kind: "multiply", key: [0, 42], start: 0, standardDeviation: 0, shape: [2] }); // Float32Array [1, 1]
 */
export function drawNoise({ kind, key, start, standardDeviation, shape }: NoiseMask): Float32Array {
  const count = shapeSize(shape);
  const sigma = f32(standardDeviation);
  // The identities of the two operations, to the bit: -0 is what can be added to -0.
  if (sigma === 0) return new Float32Array(count).fill(kind === "multiply" ? 1 : -0);
  const noise = normal(key, count, start);
  if (kind === "multiply") {
    for (let index = 0; index < count; index++) noise[index] = 1 + f32(sigma * noise[index]!);
  } else {
    for (let index = 0; index < count; index++) noise[index] = sigma * noise[index]!;
  }
  return noise;
}

function requireFilled(subject: string, values: Float32Array, shape: Shape): void {
  if (values.length === shapeSize(shape)) return;
  throw new ShapeMismatchError({
    subject,
    rule: `must fill the shape ${formatShape(shape)}`,
    received: values.length,
  });
}
