import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { FastKernel } from "../fast-kernel.ts";
import type { FastWasmNamespace } from "../fast-wasm-namespace.ts";
import { floatsOf, type WasmBackend } from "../wasm-backend.ts";
import { depthOf, heightOf, type SlidingAxis, widthOf } from "../convolutions/sliding-axis.ts";
import { windowOf } from "./window-of.ts";

interface Inputs {
  readonly dy: TensorInfo;
  readonly input: TensorInfo;
}

interface Attributes<Lengths> {
  readonly filterSize: Lengths | number;
  readonly strides: Lengths | number;
  readonly pad: "valid" | "same" | number;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}

/** `MaxPoolGrad`: the gradient of each output goes to the first greatest input of its window. */
export function maxPoolGradientKernel(tf: FastWasmNamespace): FastKernel<Inputs, Attributes<[number, number]>> {
  return ({ inputs, attrs: { filterSize, strides, pad, dimRoundingMode }, backend }) => {
    const shape = inputs.input.shape as [number, number, number, number];
    const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    return spreadToMaxima(backend, inputs, [ONE, heightOf(info), widthOf(info)]);
  };
}

/** `MaxPool3DGrad`, the same along three axes. */
export function maxPool3DGradientKernel(
  tf: FastWasmNamespace,
): FastKernel<Inputs, Attributes<[number, number, number]>> {
  return ({ inputs, attrs: { filterSize, strides, pad, dimRoundingMode }, backend }) => {
    const shape = inputs.input.shape as [number, number, number, number, number];
    const info = tf.backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    return spreadToMaxima(backend, inputs, [depthOf(info), heightOf(info), widthOf(info)]);
  };
}

const ONE: SlidingAxis = { input: 1, output: 1, taps: 1, stride: 1, dilation: 1, before: 0 };

/** Adds each output's gradient to the input that it is the value of. */
function spreadToMaxima(
  backend: WasmBackend,
  { input, dy }: Inputs,
  [depth, height, width]: readonly [SlidingAxis, SlidingAxis, SlidingAxis],
): TensorInfo {
  const dx = backend.makeOutput(input.shape, "float32");
  const [x, outputs, gradient] = [floatsOf(backend, input), floatsOf(backend, dy), floatsOf(backend, dx)];
  const [images, channels] = [input.shape[0]!, input.shape.at(-1)!];
  const best = new Int32Array(channels);
  let output = 0;
  gradient.fill(0);
  for (let image = 0; image < images; image++) {
    for (let i = 0; i < depth.output; i++) {
      const [firstPlane, endPlane] = windowOf(depth, i);
      for (let j = 0; j < height.output; j++) {
        const [firstLine, endLine] = windowOf(height, j);
        for (let k = 0; k < width.output; k++) {
          const [first, end] = windowOf(width, k);
          best.fill(-1);
          for (let plane = firstPlane; plane < endPlane; plane++) {
            for (let line = firstLine; line < endLine; line++) {
              const row = ((image * depth.input + plane) * height.input + line) * width.input;
              for (let at = (row + first) * channels; at < (row + end) * channels; at += channels) {
                for (let channel = 0; channel < channels; channel++) {
                  const known = best[channel]!;
                  if (known < 0 || x[at + channel]! > x[known]!) best[channel] = at + channel;
                }
              }
            }
          }
          for (let channel = 0; channel < channels; channel++, output++) {
            const target = best[channel]!;
            if (target >= 0) gradient[target] = gradient[target]! + outputs[output]!;
          }
        }
      }
    }
  }
  return dx;
}
