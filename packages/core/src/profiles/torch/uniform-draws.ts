import type { MersenneTwister } from "../mersenne-twister.ts";
import type { FusedVariant } from "./fused-variant.ts";

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
 * `uniform_(from, to)` on f32: u · (to - from) + from, with the bounds and their difference in f32.
 *
 * @param variant "fma" rounds once, "nofma" after the product and after the sum.
 */
export function uniformBetween(
  engine: MersenneTwister,
  values: Float32Array,
  bounds: { readonly from: number; readonly to: number; readonly variant: FusedVariant },
): void {
  const from = Math.fround(bounds.from);
  const width = Math.fround(Math.fround(bounds.to) - from);
  const fused = bounds.variant === "fma";
  for (let index = 0; index < values.length; index++) {
    // 24 bits by 24 bits: exact in f64.
    const product = (engine.next() & 0xffffff) * 2 ** -24 * width;
    values[index] = fused ? sumRoundedOnce(product, from) : Math.fround(product) + from;
  }
}

/** For reading the last bit of an f64; nothing outlives a call. */
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
/** The index of the low word on this machine. */
const LOW = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;

/**
 * f32(a + b) with one rounding. The sum in f64 may round first; where it does, it is made odd, which the rounding to
 * f32 cannot tell from the exact sum (Boldo and Melquiond, "When double rounding is odd", 2005).
 */
function sumRoundedOnce(a: number, b: number): number {
  const sum = a + b;
  // Knuth's two-sum: what the addition lost, exactly.
  const partOfB = sum - a;
  const lost = a - (sum - partOfB) + (b - partOfB);
  if (lost === 0) return Math.fround(sum);
  double[0] = sum;
  const even = (words[LOW]! & 1) === 0;
  // Rounded away from zero where the loss points back to it: then the odd neighbour is one below.
  if (even && lost > 0 === sum > 0) words[LOW]! |= 1;
  else if (even) decrement();
  return Math.fround(double[0]);
}

/** One step towards zero in the scratch f64. */
function decrement(): void {
  if (words[LOW] === 0) words[1 - LOW]! -= 1;
  words[LOW]! -= 1;
}
