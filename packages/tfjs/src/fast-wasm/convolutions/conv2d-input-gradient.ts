import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { FastKernel } from "../fast-kernel.ts";
import type { FastWasmNamespace } from "../fast-wasm-namespace.ts";
import type { RunStockKernel } from "../stock-kernels.ts";
import { sizeOf } from "../wasm-backend.ts";
import { withIntermediates } from "../with-intermediates.ts";
import type { ConvolutionAttributes } from "./convolution-attributes.ts";
import { heightOf, widthOf } from "./sliding-axis.ts";
import { inputGradient } from "./input-gradient.ts";

interface Inputs {
  readonly dy: TensorInfo;
  readonly filter: TensorInfo;
}

interface Attributes extends ConvolutionAttributes {
  readonly dataFormat: "NHWC" | "NCHW";
  readonly inputShape: [number, number, number, number];
}

/** `Conv2DBackpropInput`: the gradient of a convolution by its input, which is also the transposed convolution. */
export function conv2DInputGradientKernel(tf: FastWasmNamespace, run: RunStockKernel): FastKernel<Inputs, Attributes> {
  return ({ inputs: { dy, filter }, attrs, backend }) => {
    const { inputShape, strides, pad, dimRoundingMode, dataFormat } = attrs;
    // Forward, the backend convolves images whose channels come last and no others.
    if (dataFormat === "NCHW" || sizeOf(dy.shape) === 0)
      return run("Conv2DBackpropInput", backend, { dy, filter }, attrs);
    const filterShape = filter.shape as [number, number, number, number];
    const info = tf.backend_util.computeConv2DInfo(inputShape, filterShape, strides, 1, pad, dimRoundingMode);
    return withIntermediates(backend, (own) =>
      inputGradient({
        backend,
        shape: inputShape,
        axes: [heightOf(info), widthOf(info)],
        filter: own(run("Transpose", backend, { x: filter }, { perm: [0, 1, 3, 2] })),
        filterShape: [filterShape[3], filterShape[2]],
        convolve: (taps, attributes) => run("Conv2D", backend, { x: dy, filter: taps }, attributes),
      }),
    );
  };
}
