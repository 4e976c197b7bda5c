import type { AddressedMask } from "../dropout/dropout-mask.ts";
import type { KeepLaw } from "../dropout/keep-law.ts";

/** Where a kernel reads and writes, in bytes. */
export interface DrawPlaces {
  readonly keep: number;
  readonly values: number;
  readonly result: number;
}

/** In place of an address: nothing is written, or read. */
export const NOWHERE = -1;

const f32 = Math.fround;

/** The numbers of a mask's law as kernels take them: scale, offset and fill. */
export function lawParameters({ scale, offset = 0, fill = 0 }: KeepLaw): [number, number, number] {
  // -0 is what can be added to everything: an offset of 0 is to leave -0 as it is.
  return [f32(scale), f32(offset) === 0 ? -0 : f32(offset), f32(fill)];
}

/**
 * The parameters of the kernel that draws, in its order.
 *
 * @param first element of the mask to draw.
 * @param count how many from there on.
 */
export function drawParameters(
  mask: AddressedMask,
  { keep, values, result }: DrawPlaces,
  first: number,
  count: number,
): DrawParameters {
  const { key, threshold } = mask;
  const start = mask.start + first;
  const [scale, offset, fill] = lawParameters(mask);
  const high = Math.floor(start / 2 ** 32);
  return [key[0], key[1], high, start % 2 ** 32, threshold, keep, values, result, count, scale, offset, fill];
}

/** Twelve numbers. */
export type DrawParameters = readonly [
  keyHigh: number,
  keyLow: number,
  startHigh: number,
  startLow: number,
  threshold: number,
  keep: number,
  values: number,
  result: number,
  count: number,
  scale: number,
  offset: number,
  fill: number,
];

/** Elements of a kernel's item. */
export const BLOCK = 16;
