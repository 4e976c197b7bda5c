import type { LayerKernel } from "../layer-kernel.ts";
import { inverseOrder } from "../permute-axes.ts";

/** Axis k of a row of output is axis order[k] of the input; backward puts every dy back where its x came from. */
export function permuteKernel(order: readonly number[]): LayerKernel {
  const forwards = [0, ...order.map((axis) => axis + 1)];
  const backwards = [...inverseOrder(forwards)];
  return {
    forward: (input, { tf }) => ({ output: tf.transpose(input, forwards), saved: undefined }),
    backward: (outputGradient, _activation, { tf }) => ({ input: tf.transpose(outputGradient, backwards) }),
  };
}
