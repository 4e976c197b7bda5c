import { outputsWithin, type SlidingAxis } from "./sliding-axis.ts";

/** Depth, height and width. */
export type Three<Value> = readonly [Value, Value, Value];

/** Pixels of one line that a tap reads and the outputs that they go to, as indices of the first ones. */
export type VisitLine = (input: number, output: number, count: number) => void;

/** The matrices of a 3-D filter in the order in which they lie: the place of each tap along the three axes. */
export function tapsOf([depth, height, width]: Three<SlidingAxis>): readonly Three<number>[] {
  return Array.from({ length: depth.taps * height.taps * width.taps }, (_, tap) => [
    Math.floor(tap / width.taps / height.taps),
    Math.floor(tap / width.taps) % height.taps,
    tap % width.taps,
  ]);
}

/** Walks over what one tap reads, padding left out; along a line the inputs follow in steps of the stride. */
export function forEachTapLine(
  images: number,
  [depth, height, width]: Three<SlidingAxis>,
  taps: Three<number>,
  visit: VisitLine,
): void {
  const planes = outputsWithin(depth, taps[0]);
  const lines = outputsWithin(height, taps[1]);
  const pixels = outputsWithin(width, taps[2]);
  for (let image = 0; image < images; image++) {
    for (let i = 0; i < planes.count; i++) {
      const inputPlane = image * depth.input + planes.input + i * depth.stride;
      const outputPlane = image * depth.output + planes.first + i;
      for (let j = 0; j < lines.count; j++) {
        const inputLine = inputPlane * height.input + lines.input + j * height.stride;
        const outputLine = outputPlane * height.output + lines.first + j;
        visit(inputLine * width.input + pixels.input, outputLine * width.output + pixels.first, pixels.count);
      }
    }
  }
}
