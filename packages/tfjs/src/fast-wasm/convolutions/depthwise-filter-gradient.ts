import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { FastKernel } from "../fast-kernel.ts";
import type { FastWasmNamespace } from "../fast-wasm-namespace.ts";
import { floatsOf, offsetOf, sizeOf, type WasmBackend } from "../wasm-backend.ts";
import { withIntermediates } from "../with-intermediates.ts";
import type { ConvolutionAttributes } from "./convolution-attributes.ts";
import { heightOf, outputsWithin, widthOf } from "./sliding-axis.ts";
import { rowProducts } from "./row-products.ts";

interface Inputs {
  readonly x: TensorInfo;
  readonly dy: TensorInfo;
}

interface Attributes extends ConvolutionAttributes {
  readonly dilations: [number, number] | number;
  readonly filterShape: [number, number, number, number];
}

/**
 * `DepthwiseConv2dNativeBackpropFilter`: the gradient of a depthwise convolution by its filter.
 *
 * `dW[u, v, c] = sum over n, i, j of x[n, i stride + u dilation - before, j stride + v dilation - before, c] dy[n, i, j, c]`,
 * line by line of the output: a product of each channel with itself is no matrix product, so that XNNPACK has nothing for it.
 */
export function depthwiseFilterGradientKernel(tf: FastWasmNamespace): FastKernel<Inputs, Attributes> {
  return ({ inputs: { x, dy }, attrs, backend }) => {
    const { filterShape, strides, pad, dilations, dimRoundingMode } = attrs;
    const xShape = x.shape as [number, number, number, number];
    const info = tf.backend_util.computeConv2DInfo(xShape, filterShape, strides, dilations, pad, dimRoundingMode, true);
    const [rows, columns] = [heightOf(info), widthOf(info)];
    const channels = filterShape[2] * filterShape[3];
    return withIntermediates(backend, (own) => {
      const source = filterShape[3] === 1 ? x : own(repeatChannels(backend, x, filterShape[3]));
      const dw = backend.makeOutput(filterShape, "float32");
      floatsOf(backend, dw).fill(0);
      const add = rowProducts(backend);
      // Nothing is allocated any more, so these addresses stay.
      const [left, right, sum] = [offsetOf(backend, source), offsetOf(backend, dy), offsetOf(backend, dw)];
      const pixel = channels * Float32Array.BYTES_PER_ELEMENT;
      const spans = Array.from({ length: columns.taps }, (_, tap) => outputsWithin(columns, tap));
      for (let image = 0; image < xShape[0]; image++) {
        for (let row = 0; row < rows.output; row++) {
          const dyLine = (image * rows.output + row) * columns.output;
          for (let u = 0; u < rows.taps; u++) {
            const line = row * rows.stride + u * rows.dilation - rows.before;
            if (line < 0 || line >= rows.input) continue;
            const xLine = (image * rows.input + line) * columns.input;
            spans.forEach(({ first, count, input }, v) => {
              add(
                left + (xLine + input) * pixel,
                right + (dyLine + first) * pixel,
                sum + (u * columns.taps + v) * pixel,
                count,
                channels,
                columns.stride * pixel,
              );
            });
          }
        }
      }
      return dw;
    });
  };
}

/** Each channel as often as it has filters, side by side. */
function repeatChannels(backend: WasmBackend, x: TensorInfo, times: number): TensorInfo {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const out = backend.makeOutput([batch, height, width, channels * times], "float32");
  const [from, to] = [floatsOf(backend, x), floatsOf(backend, out)];
  for (let i = 0; i < sizeOf(x.shape); i++) to.fill(from[i]!, i * times, (i + 1) * times);
  return out;
}
