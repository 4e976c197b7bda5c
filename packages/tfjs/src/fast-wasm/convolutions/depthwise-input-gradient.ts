import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { FastKernel } from "../fast-kernel.ts";
import type { FastWasmNamespace } from "../fast-wasm-namespace.ts";
import type { RunStockKernel } from "../stock-kernels.ts";
import { reshaped, sizeOf } from "../wasm-backend.ts";
import { withIntermediates } from "../with-intermediates.ts";
import type { ConvolutionAttributes } from "./convolution-attributes.ts";
import { heightOf, widthOf } from "./sliding-axis.ts";
import { inputGradient } from "./input-gradient.ts";

interface Inputs {
  readonly dy: TensorInfo;
  readonly filter: TensorInfo;
}

interface Attributes extends ConvolutionAttributes {
  readonly dilations: [number, number] | number;
  readonly inputShape: [number, number, number, number];
}

/**
 * `DepthwiseConv2dNativeBackpropInput`: the gradient of a depthwise convolution by its input.
 *
 * Every output channel is convolved by its own filter, then those that one input channel made are added.
 */
export function depthwiseInputGradientKernel(
  tf: FastWasmNamespace,
  run: RunStockKernel,
): FastKernel<Inputs, Attributes> {
  return ({ inputs: { dy, filter }, attrs, backend }) => {
    const { inputShape, strides, pad, dilations, dimRoundingMode } = attrs;
    const filterShape = filter.shape as [number, number, number, number];
    const [batch, height, width, channels] = inputShape;
    const multiplier = filterShape[3];
    const info = tf.backend_util.computeConv2DInfo(
      inputShape,
      filterShape,
      strides,
      dilations,
      pad,
      dimRoundingMode,
      true,
    );
    return withIntermediates(backend, (own) => {
      const outputs = channels * multiplier;
      const gradient = inputGradient({
        backend,
        shape: [batch, height, width, outputs],
        axes: [heightOf(info), widthOf(info)],
        filter,
        filterShape: [outputs, 1],
        convolve: (taps, attributes) => run("DepthwiseConv2dNative", backend, { x: dy, filter: taps }, attributes),
      });
      if (multiplier === 1) return gradient;
      const groups = reshaped(own(gradient), [sizeOf(inputShape), multiplier]);
      return { ...run("Sum", backend, { x: groups }, { axis: [1], keepDims: false }), shape: [...inputShape] };
    });
  };
}
