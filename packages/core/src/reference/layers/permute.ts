import { shapeSize, type Shape } from "../../tensor/shape.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/** y[i_0, i_1, ...] = x with i_k on axis order[k]; backward puts every g back where its x came from. No arithmetic. */
export function permuteKernel(inputShape: Shape, order: readonly number[]): LayerKernel<undefined> {
  const size = shapeSize(inputShape);
  const sources = sourcesOf(inputShape, order);
  return {
    forward: (input) => ({
      output: input.map((_, index) => input[rowOf(index) + sources[index % size]!]!),
      saved: undefined,
    }),
    backward(outputGradient, _activation, { needsInputGradient }) {
      if (!needsInputGradient) return {};
      const gradient = new Float32Array(outputGradient.length);
      for (let index = 0; index < gradient.length; index++) {
        gradient[rowOf(index) + sources[index % size]!] = outputGradient[index]!;
      }
      return { input: gradient };
    },
  };

  /** Where the row begins that an element is in. */
  function rowOf(index: number): number {
    return index - (index % size);
  }
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
