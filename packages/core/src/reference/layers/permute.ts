import { shapeSize, type Shape } from "../../tensor/shape.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/** y[i_0, i_1, ...] = x with i_k on axis order[k]; backward puts every g back where its x came from. No arithmetic. */
export function permuteKernel(kernels: Kernels, inputShape: Shape, order: readonly number[]): LayerKernel<undefined> {
  const size = shapeSize(inputShape);
  const sources = sourcesOf(inputShape, order);
  return {
    forward(input) {
      const output = kernels.floats(input.length);
      for (let row = 0; row < input.length; row += size) {
        for (let index = 0; index < size; index++) output[row + index] = input[row + sources[index]!]!;
      }
      return { output, saved: undefined };
    },
    backward(outputGradient, _activation, { needsInputGradient }) {
      if (!needsInputGradient) return {};
      const gradient = kernels.floats(outputGradient.length);
      for (let row = 0; row < gradient.length; row += size) {
        for (let index = 0; index < size; index++) gradient[row + sources[index]!] = outputGradient[row + index]!;
      }
      return { input: gradient };
    },
  };
}

/** For each element of a row of output, its place in the row of input. */
function sourcesOf(inputShape: Shape, order: readonly number[]): Int32Array {
  let places = [0];
  for (const axis of order) {
    const step = shapeSize(inputShape.slice(axis + 1));
    places = places.flatMap((place) => Array.from({ length: inputShape[axis]! }, (_, index) => place + index * step));
  }
  return Int32Array.from(places);
}
