import type { ConvolutionAxis } from "@lockstep/core/engine";

/** How a window moves over the three spatial axes of [rows, depth, height, width, channels]. */
export type WindowAxes = readonly [depth: ConvolutionAxis, height: ConvolutionAxis, width: ConvolutionAxis];

const UNIT_AXIS: ConvolutionAxis = { length: 1, kernel: 1, stride: 1, dilation: 1, padding: 0, positions: 1 };

/** A window over one to three axes as one over three. */
export function windowAxes(axes: readonly ConvolutionAxis[]): WindowAxes {
  const [depth, height, width] = [UNIT_AXIS, UNIT_AXIS, ...axes].slice(-3);
  return [depth!, height!, width!];
}
