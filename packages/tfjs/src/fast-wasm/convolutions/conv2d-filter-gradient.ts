import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { FastKernel } from "../fast-kernel.ts";
import type { FastWasmNamespace } from "../fast-wasm-namespace.ts";
import { makeMatrixProduct } from "../products/matrix-product.ts";
import type { RunStockKernel } from "../stock-kernels.ts";
import { reshaped, sizeOf } from "../wasm-backend.ts";
import { withIntermediates } from "../with-intermediates.ts";
import { zeros } from "../zeros.ts";
import type { ConvolutionAttributes } from "./convolution-attributes.ts";
import { heightOf, type SlidingAxis, widthOf } from "./sliding-axis.ts";

interface Inputs {
  readonly x: TensorInfo;
  readonly dy: TensorInfo;
}

interface Attributes extends ConvolutionAttributes {
  readonly dataFormat: "NHWC" | "NCHW";
  readonly filterShape: [number, number, number, number];
}

/**
 * `Conv2DBackpropFilter`: the gradient of a convolution by its filter.
 *
 * `dW[u, v, c, o] = sum over n, i, j of x[n, i stride + u - before, j stride + v - before, c] dy[n, i, j, o]` is a convolution
 * again: of the channels `c` as images whose channels are the images `n`, by `dy` as filter, dilated by the stride. So XNNPACK
 * computes it, and no patches are ever copied out.
 */
export function conv2DFilterGradientKernel(tf: FastWasmNamespace, run: RunStockKernel): FastKernel<Inputs, Attributes> {
  const multiply = makeMatrixProduct(run);

  return ({ inputs, attrs, backend }) =>
    withIntermediates(backend, (own) => {
      // XNNPACK refuses images without rows, and leaves what it found in memory.
      if (sizeOf(inputs.dy.shape) === 0) return zeros(backend, attrs.filterShape);
      const transpose = (tensor: TensorInfo, perm: readonly number[]): TensorInfo =>
        run("Transpose", backend, { x: tensor }, { perm });
      const last = (tensor: TensorInfo): TensorInfo =>
        attrs.dataFormat === "NCHW" ? own(transpose(tensor, [0, 2, 3, 1])) : tensor;
      const [x, dy] = [last(inputs.x), last(inputs.dy)];
      const { filterShape, strides, pad, dimRoundingMode } = attrs;
      const [taps, tapsAcross, channels, outputs] = filterShape;
      const xShape = x.shape as [number, number, number, number];
      const info = tf.backend_util.computeConv2DInfo(xShape, filterShape, strides, 1, pad, dimRoundingMode);
      const [rows, columns] = [heightOf(info), widthOf(info)];
      if (isPointwise(rows) && isPointwise(columns)) {
        const pixels = xShape[0] * xShape[1] * xShape[2];
        const product = multiply(backend, reshaped(x, [pixels, channels]), reshaped(dy, [pixels, outputs]), {
          transposeA: true,
          transposeB: false,
        });
        return { ...product, shape: [...filterShape] };
      }
      const result = own(
        run(
          "Conv2D",
          backend,
          { x: own(transpose(x, [3, 1, 2, 0])), filter: own(transpose(dy, [1, 2, 0, 3])) },
          {
            strides: 1,
            dilations: [rows.stride, columns.stride],
            pad: [
              [0, 0],
              [rows.before, paddingAfter(rows)],
              [columns.before, paddingAfter(columns)],
              [0, 0],
            ],
            dataFormat: "NHWC",
          },
        ),
      );
      const [, height, width] = result.shape;
      const exact =
        height === taps && width === tapsAcross
          ? result
          : own(
              run(
                "Slice",
                backend,
                { x: result },
                { begin: [0, 0, 0, 0], size: [channels, taps, tapsAcross, outputs] },
              ),
            );
      return transpose(exact, [1, 2, 0, 3]);
    });
}

/** Whether each output reads exactly the input at its own place. */
function isPointwise({ taps, stride, before, input, output }: SlidingAxis): boolean {
  return taps === 1 && stride === 1 && before === 0 && input === output;
}

/** The padding that the last tap of the last output reads; inputs that no output reads need none. */
function paddingAfter({ input, output, taps, stride, before }: SlidingAxis): number {
  return Math.max(0, (output - 1) * stride + taps - input - before);
}
