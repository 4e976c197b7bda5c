import { keyFromSeed, uniform } from "@lockstep/core";

/** What every contestant drops units of: numbers in [1, 2), so that a unit of 0 is a dropped one. */
export function activation(elements: number): Float32Array<ArrayBuffer> {
  return uniform(keyFromSeed(2), elements).map((value) => value + 1);
}
