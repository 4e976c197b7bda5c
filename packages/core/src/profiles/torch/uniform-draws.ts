import type { MersenneTwister } from "../mersenne-twister.ts";
import type { FusedVariant } from "./fused-variant.ts";
import { sumRoundedOnce } from "./sum-rounded-once.ts";

/** `torch.rand`: the 24 low bits of a word as a multiple of 2^-24. */
export function uniformFloats(engine: MersenneTwister, count: number): Float32Array {
  const values = new Float32Array(count);
  for (let index = 0; index < count; index++) values[index] = (engine.next() & 0xffffff) * 2 ** -24;
  return values;
}

/** One f64 in [0, 1): the 53 low bits of two words, the first of which is the high one, as a multiple of 2^-53. */
export function uniformDouble(engine: MersenneTwister): number {
  const high = engine.next() & 0x1fffff;
  return (high * 2 ** 32 + (engine.next() >>> 0)) * 2 ** -53;
}

/**
 * `uniform_(from, to)` on f32: u · (to - from) + from, with the bounds and their difference in f32. What rounds up to `to`
 * becomes `from`, so that the interval is half-open; without that a narrow one would be closed.
 *
 * @param variant "fma" rounds once, "nofma" after the product and after the sum.
 */
export function uniformBetween(
  engine: MersenneTwister,
  values: Float32Array,
  bounds: { readonly from: number; readonly to: number; readonly variant: FusedVariant },
): void {
  const from = Math.fround(bounds.from);
  const to = Math.fround(bounds.to);
  const width = Math.fround(to - from);
  const fused = bounds.variant === "fma";
  for (let index = 0; index < values.length; index++) {
    // 24 bits by 24 bits: exact in f64.
    const product = (engine.next() & 0xffffff) * 2 ** -24 * width;
    const value = fused ? sumRoundedOnce(product, from) : Math.fround(Math.fround(product) + from);
    values[index] = value === to ? from : value;
  }
}
