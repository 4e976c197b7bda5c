import type { backend_util } from "@tensorflow/tfjs-core";

/** How a convolution walks over its input, in the words of TensorFlow.js. */
export interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly pad: "valid" | "same" | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}
