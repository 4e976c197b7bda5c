import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { FastKernel } from "../fast-kernel.ts";
import type { FastWasmNamespace } from "../fast-wasm-namespace.ts";
import { makeMatrixProduct } from "../products/matrix-product.ts";
import type { RunStockKernel } from "../stock-kernels.ts";
import { floatsOf, reshaped, sizeOf } from "../wasm-backend.ts";
import { withIntermediates } from "../with-intermediates.ts";
import { withView } from "../with-view.ts";
import { depthOf, heightOf, widthOf } from "./sliding-axis.ts";
import { forEachTapLine, tapsOf } from "./tap-lines.ts";

interface Inputs {
  readonly x: TensorInfo;
  readonly dy: TensorInfo;
}

interface Attributes {
  readonly strides: [number, number, number] | number;
  readonly pad: "valid" | "same";
  readonly filterShape: [number, number, number, number, number];
}

/**
 * `Conv3DBackpropFilterV2`: the gradient of a 3-D convolution by its filter, where the stock kernel gives wrong numbers as soon
 * as there are strides.
 *
 * Tap by tap: the inputs that the tap reads, transposed, times the outputs' gradient.
 */
export function conv3DFilterGradientKernel(tf: FastWasmNamespace, run: RunStockKernel): FastKernel<Inputs, Attributes> {
  const multiply = makeMatrixProduct(run);

  return ({ inputs: { x, dy }, attrs: { filterShape, strides, pad }, backend }) =>
    withIntermediates(backend, (own) => {
      const xShape = x.shape as [number, number, number, number, number];
      const info = tf.backend_util.computeConv3DInfo(xShape, filterShape, strides, 1, pad);
      const axes = [depthOf(info), heightOf(info), widthOf(info)] as const;
      const [channels, outputs] = [filterShape[3], filterShape[4]];
      const pixels = sizeOf(dy.shape) / outputs;
      const read = own(backend.makeOutput([pixels, channels], "float32"));
      const dw = backend.makeOutput(filterShape, "float32");
      for (const [tap, place] of tapsOf(axes).entries()) {
        const [from, to] = [floatsOf(backend, x), floatsOf(backend, read)];
        to.fill(0);
        forEachTapLine(xShape[0], axes, place, (input, output, count) => {
          let target = output * channels;
          for (let k = 0; k < count; k++) {
            const source = (input + k * axes[2].stride) * channels;
            for (let channel = 0; channel < channels; channel++) to[target++] = from[source + channel]!;
          }
        });
        // A tensor of its own for each tap: the backend packs a right factor once, and would take the first tap's for all.
        const product = withView(backend, read, 0, read.shape, (ofTap) =>
          multiply(backend, ofTap, reshaped(dy, [pixels, outputs]), { transposeA: true, transposeB: false }),
        );
        floatsOf(backend, dw).set(floatsOf(backend, product), tap * channels * outputs);
        backend.disposeData(product.dataId);
      }
      return dw;
    });
}
