/** √½: the least mantissa. */
export const SQRT_HALF = 0.7071067811865476;

/** Scratch for reading the bits of a number; nothing outlives a call. */
const bits = new DataView(new ArrayBuffer(8));

/** x = mantissa · 2^exponent with the mantissa in [√½, √2); x is a positive finite f64, and not an f64 subnormal. */
export function splitFloat(x: number): { mantissa: number; exponent: number } {
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  let exponent = (high >>> 20) - 1022;
  bits.setUint32(0, (high & 0x000fffff) | (1022 << 20));
  let mantissa = bits.getFloat64(0);
  if (mantissa < SQRT_HALF) {
    mantissa *= 2;
    exponent -= 1;
  }
  return { mantissa, exponent };
}
