import type { ConvolutionAxis } from "@lockstep/core/engine";

/** The places within a window, row-major. */
export function windowTaps(axes: readonly Pick<ConvolutionAxis, "kernel">[]): readonly (readonly number[])[] {
  let taps: readonly (readonly number[])[] = [[]];
  for (const { kernel } of axes) {
    taps = taps.flatMap((outer) => Array.from({ length: kernel }, (_, place) => [...outer, place]));
  }
  return taps;
}
