import type { SlidingAxis } from "../convolutions/sliding-axis.ts";

/** The inputs within the window of an output, as a first one and an end. */
export function windowOf({ input, taps, stride, before }: SlidingAxis, output: number): [first: number, end: number] {
  const start = output * stride - before;
  return [Math.max(0, start), Math.min(input, start + taps)];
}
