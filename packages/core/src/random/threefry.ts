/** A stream's key: the high and the low 32-bit word of 64 bits, each an unsigned integer. */
export type Key = readonly [high: number, low: number];

/** Threefry's key-schedule parity word (Skein's C240, low half). */
const PARITY = 0x1bd11bda;

/**
 * One block of Threefry2x32-20: 20 rounds of add, rotate and xor on two 32-bit words, a key injection after every
 * fourth. Takes and writes int32 (the bits of the unsigned words); integers only, so that every JavaScript engine and every GPU gives the same bits.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011), and Random123's known
 * answers.
 */
export function threefry2x32(
  keyHigh: number,
  keyLow: number,
  counterHigh: number,
  counterLow: number,
  out: Int32Array,
): void {
  const keyThird = keyHigh ^ keyLow ^ PARITY;
  let a = (counterHigh + keyHigh) | 0;
  let b = (counterLow + keyLow) | 0;

  a = (a + b) | 0;
  b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0;
  b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0;
  b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0;
  b = ((b << 6) | (b >>> 26)) ^ a;
  a = (a + keyLow) | 0;
  b = (b + keyThird + 1) | 0;

  a = (a + b) | 0;
  b = ((b << 17) | (b >>> 15)) ^ a;
  a = (a + b) | 0;
  b = ((b << 29) | (b >>> 3)) ^ a;
  a = (a + b) | 0;
  b = ((b << 16) | (b >>> 16)) ^ a;
  a = (a + b) | 0;
  b = ((b << 24) | (b >>> 8)) ^ a;
  a = (a + keyThird) | 0;
  b = (b + keyHigh + 2) | 0;

  a = (a + b) | 0;
  b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0;
  b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0;
  b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0;
  b = ((b << 6) | (b >>> 26)) ^ a;
  a = (a + keyHigh) | 0;
  b = (b + keyLow + 3) | 0;

  a = (a + b) | 0;
  b = ((b << 17) | (b >>> 15)) ^ a;
  a = (a + b) | 0;
  b = ((b << 29) | (b >>> 3)) ^ a;
  a = (a + b) | 0;
  b = ((b << 16) | (b >>> 16)) ^ a;
  a = (a + b) | 0;
  b = ((b << 24) | (b >>> 8)) ^ a;
  a = (a + keyLow) | 0;
  b = (b + keyThird + 4) | 0;

  a = (a + b) | 0;
  b = ((b << 13) | (b >>> 19)) ^ a;
  a = (a + b) | 0;
  b = ((b << 15) | (b >>> 17)) ^ a;
  a = (a + b) | 0;
  b = ((b << 26) | (b >>> 6)) ^ a;
  a = (a + b) | 0;
  b = ((b << 6) | (b >>> 26)) ^ a;
  out[0] = a + keyThird;
  out[1] = b + keyHigh + 5;
}
