import type { backend_util } from "@tensorflow/tfjs-core";

/**
 * One axis along which the window of a convolution or of pooling slides: output `o` reads input
 * `o stride + tap dilation - before` through each tap.
 */
export interface SlidingAxis {
  readonly input: number;
  readonly output: number;
  readonly taps: number;
  readonly stride: number;
  readonly dilation: number;
  /** The padding before the input. */
  readonly before: number;
}

type Info2D = backend_util.Conv2DInfo;
type Info3D = backend_util.Conv3DInfo;

/** The axis of planes. */
export function depthOf(info: Info3D): SlidingAxis {
  return {
    input: info.inDepth,
    output: info.outDepth,
    taps: info.filterDepth,
    stride: info.strideDepth,
    dilation: info.dilationDepth,
    before: info.padInfo.front,
  };
}

/** The axis of lines. */
export function heightOf(info: Info2D | Info3D): SlidingAxis {
  return {
    input: info.inHeight,
    output: info.outHeight,
    taps: info.filterHeight,
    stride: info.strideHeight,
    dilation: info.dilationHeight,
    before: info.padInfo.top,
  };
}

/** The axis within a line. */
export function widthOf(info: Info2D | Info3D): SlidingAxis {
  return {
    input: info.inWidth,
    output: info.outWidth,
    taps: info.filterWidth,
    stride: info.strideWidth,
    dilation: info.dilationWidth,
    before: info.padInfo.left,
  };
}

/** The outputs whose input for a tap is no padding, and the first of these inputs; the others follow in steps of the stride. */
export function outputsWithin(
  { input, output, stride, dilation, before }: SlidingAxis,
  tap: number,
): { readonly first: number; readonly count: number; readonly input: number } {
  const shift = before - tap * dilation;
  const first = Math.max(0, Math.ceil(shift / stride));
  const end = Math.min(output, Math.ceil((input + shift) / stride));
  return { first, count: Math.max(0, end - first), input: first * stride - shift };
}
