import type { MersenneTwister } from "../mersenne-twister.ts";

/** From this range on PyTorch takes 64 bits a draw, so that the bias of its modulo stays small. */
const WIDE_RANGE = 2 ** 28;

/** Two words as one number of 64 bits; the first is the high one. */
export function random64(engine: MersenneTwister): bigint {
  const high = BigInt(engine.next() >>> 0);
  return (high << 32n) | BigInt(engine.next() >>> 0);
}

/** `random_()` on an int64: 63 bits. */
export function random63(engine: MersenneTwister): bigint {
  return random64(engine) & (2n ** 63n - 1n);
}

/** `randint`: low + word mod range below a range of 2^28, low + random64 mod range from there on. */
export function randomIntegers(
  engine: MersenneTwister,
  { low, high, count }: { readonly low: number; readonly high: number; readonly count: number },
): Float64Array {
  const range = high - low;
  const values = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    values[index] = low + (range < WIDE_RANGE ? (engine.next() >>> 0) % range : random64Modulo(engine, range));
  }
  return values;
}

/** random64 mod range, without a bigint where the products fit an f64. */
export function random64Modulo(engine: MersenneTwister, range: number): number {
  if (range > 2 ** 37) return Number(random64(engine) % BigInt(range));
  const high = (engine.next() >>> 0) % range;
  const low = engine.next();
  // 16 bits at a time: a remainder below 2^37 times 2^16 is below 2^53.
  const upper = (high * 2 ** 16 + (low >>> 16)) % range;
  return (upper * 2 ** 16 + (low & 0xffff)) % range;
}
