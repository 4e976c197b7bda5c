import { keyFromSeed, randomWords } from "@lockstep/core";

/** Draws of integers from low to high, both included; the same sequence at every run. */
export function drawIntegers(seed: number): (low: number, high: number) => number {
  const words = randomWords(keyFromSeed(seed), 10_000);
  let drawn = 0;
  return (low, high) => low + (words[drawn++]! % (high - low + 1));
}
