import type { ResolvedLayer } from "@lockstep/core/engine";

import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { toChannelsFirst, toChannelsLast } from "../windows/channels-last.ts";

/** The products of a convolution, channels last, with a weight over three axes. */
export interface ConvolvedProducts {
  readonly output: (tf: TfjsNamespace, input: DeviceTensor, weight: DeviceTensor) => DeviceTensor;
  readonly inputGradient: (tf: TfjsNamespace, outputGradient: DeviceTensor, weight: DeviceTensor) => DeviceTensor;
  readonly weightGradient: (tf: TfjsNamespace, outputGradient: DeviceTensor, input: DeviceTensor) => DeviceTensor;
}

/** A convolution by its products: y = product + b; `saved` is the input with its channels last, as the backends want it. */
export function convolvedKernel(
  { inputShape, outputShape }: ResolvedLayer,
  products: ConvolvedProducts,
): LayerKernel<DeviceTensor> {
  const [inputLengths, outputLengths] = [inputShape.slice(1), outputShape.slice(1)];
  return {
    forward(input, { tf, parameters: { weight, bias } }) {
      const field = toChannelsLast(tf, input);
      const product = products.output(tf, field, overThreeAxes(tf, weight!));
      // As a matrix: webgpu adds over five axes to zeros.
      const output = bias === undefined ? product : tf.reshape(tf.add(asMatrix(tf, product), bias), product.shape);
      return { output: toChannelsFirst(tf, output, outputLengths), saved: field };
    },
    backward(outputGradient, { saved: field }, { tf, parameters: { weight, bias }, needsInputGradient }) {
      const gradient = toChannelsLast(tf, outputGradient);
      const parameters: Record<string, DeviceTensor> = {
        weight: tf.reshape(products.weightGradient(tf, gradient, field), weight!.shape),
      };
      if (bias !== undefined) parameters["bias"] = tf.sum(asMatrix(tf, gradient), 0);
      if (!needsInputGradient) return { parameters };
      const input = products.inputGradient(tf, gradient, overThreeAxes(tf, weight!));
      return { input: toChannelsFirst(tf, input, inputLengths), parameters };
    },
  };
}

/** A weight over fewer axes as one over three. */
function overThreeAxes(tf: TfjsNamespace, weight: DeviceTensor): DeviceTensor {
  return tf.reshape(weight, [1, 1, ...weight.shape].slice(-5));
}

/** [..., channels] to [rows and positions, channels]. */
function asMatrix(tf: TfjsNamespace, values: DeviceTensor): DeviceTensor {
  return tf.reshape(values, [-1, values.shape.at(-1)!]);
}
