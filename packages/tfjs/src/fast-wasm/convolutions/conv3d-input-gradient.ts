import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { FastKernel } from "../fast-kernel.ts";
import type { FastWasmNamespace } from "../fast-wasm-namespace.ts";
import { makeMatrixProduct } from "../products/matrix-product.ts";
import type { RunStockKernel } from "../stock-kernels.ts";
import { floatsOf, reshaped, sizeOf } from "../wasm-backend.ts";
import { withView } from "../with-view.ts";
import { depthOf, heightOf, widthOf } from "./sliding-axis.ts";
import { forEachTapLine, tapsOf } from "./tap-lines.ts";

interface Inputs {
  readonly dy: TensorInfo;
  readonly filter: TensorInfo;
}

interface Attributes {
  readonly strides: [number, number, number] | number;
  readonly pad: "valid" | "same";
  readonly inputShape: [number, number, number, number, number];
}

/**
 * `Conv3DBackpropInputV2`: the gradient of a 3-D convolution by its input, where the stock kernel gives wrong numbers.
 *
 * Tap by tap: the product of the outputs' gradient with the tap's matrix, added to the inputs that the tap reads.
 */
export function conv3DInputGradientKernel(tf: FastWasmNamespace, run: RunStockKernel): FastKernel<Inputs, Attributes> {
  const multiply = makeMatrixProduct(run);

  return ({ inputs: { dy, filter }, attrs: { inputShape, strides, pad }, backend }) => {
    const filterShape = filter.shape as [number, number, number, number, number];
    const info = tf.backend_util.computeConv3DInfo(inputShape, filterShape, strides, 1, pad);
    const axes = [depthOf(info), heightOf(info), widthOf(info)] as const;
    const [channels, outputs] = [filterShape[3], filterShape[4]];
    const gradients = reshaped(dy, [sizeOf(dy.shape) / outputs, outputs]);
    const dx = backend.makeOutput(inputShape, "float32");
    floatsOf(backend, dx).fill(0);
    for (const [tap, place] of tapsOf(axes).entries()) {
      const part = withView(backend, filter, tap * channels * outputs, [channels, outputs], (matrix) =>
        multiply(backend, gradients, matrix, { transposeA: false, transposeB: true }),
      );
      const [from, to] = [floatsOf(backend, part), floatsOf(backend, dx)];
      forEachTapLine(inputShape[0], axes, place, (input, output, count) => {
        let source = output * channels;
        for (let k = 0; k < count; k++) {
          const target = (input + k * axes[2].stride) * channels;
          for (let channel = 0; channel < channels; channel++)
            to[target + channel] = to[target + channel]! + from[source++]!;
        }
      });
      backend.disposeData(part.dataId);
    }
    return dx;
  };
}
