import type { ResolvedLayer } from "@lockstep/core/engine";

import type { LayerKernel } from "../layer-kernel.ts";

/** Another shape for a row; the elements stay as they are. */
export function reshapeKernel({ outputShape }: ResolvedLayer): LayerKernel {
  return {
    forward: (input, { tf }) => ({
      output: tf.reshape(input, [input.shape[0], ...outputShape]),
      saved: undefined,
    }),
    backward: (outputGradient, { input }, { tf }) => ({ input: tf.reshape(outputGradient, input.shape) }),
  };
}
