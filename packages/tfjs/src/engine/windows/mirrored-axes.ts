import type { ConvolutionAxis } from "@lockstep/core/engine";

import type { WindowAxes } from "./window-axes.ts";

/** How the mirrored window moves over spread responses to give the field back: from its last place on, one by one. */
export function mirroredAxes([depth, height, width]: WindowAxes): WindowAxes {
  return [mirrored(depth), mirrored(height), mirrored(width)];
}

function mirrored({ length, kernel, stride, dilation, padding, positions }: ConvolutionAxis): ConvolutionAxis {
  return {
    length: positions * stride,
    kernel,
    stride: 1,
    dilation,
    padding: dilation * (kernel - 1) - padding,
    positions: length,
  };
}
