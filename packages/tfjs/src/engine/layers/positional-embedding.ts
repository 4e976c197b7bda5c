import type { LayerKernel } from "../layer-kernel.ts";

/** y = x + P; dx = dy, dP = the sum of dy over rows. */
export function positionalEmbeddingKernel(): LayerKernel {
  return {
    forward: (input, { tf, parameters: { weight } }) => ({ output: tf.add(input, weight!), saved: undefined }),
    backward: (outputGradient, _activation, { tf }) => ({
      input: outputGradient,
      parameters: { weight: tf.sum(outputGradient, 0) },
    }),
  };
}
