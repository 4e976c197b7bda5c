import type { backend_util } from "@tensorflow/tfjs-core";

/** How a convolution walks over its input, in the words of TensorFlow.js. */
export interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly pad: "valid" | "same" | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/** One axis of a convolution: output `o` reads input `o stride + tap dilation - before` through each tap of its filter. */
export interface ConvolutionAxis {
  readonly input: number;
  readonly output: number;
  readonly taps: number;
  readonly stride: number;
  readonly dilation: number;
  /** The padding before the input. */
  readonly before: number;
}

/** Both axes of a convolution, height before width. */
export function axesOf(info: backend_util.Conv2DInfo): readonly [ConvolutionAxis, ConvolutionAxis] {
  return [
    {
      input: info.inHeight,
      output: info.outHeight,
      taps: info.filterHeight,
      stride: info.strideHeight,
      dilation: info.dilationHeight,
      before: info.padInfo.top,
    },
    {
      input: info.inWidth,
      output: info.outWidth,
      taps: info.filterWidth,
      stride: info.strideWidth,
      dilation: info.dilationWidth,
      before: info.padInfo.left,
    },
  ];
}
