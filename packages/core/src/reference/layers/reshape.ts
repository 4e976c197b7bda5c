import type { LayerKernel } from "../layer-kernel.ts";

/** Flatten and reshape: another shape of as many elements. Row-major data stay as they are, forward and backward. */
export function reshapeKernel(): LayerKernel<undefined> {
  return {
    forward: (input) => ({ output: input, saved: undefined }),
    backward: (outputGradient) => ({ input: outputGradient }),
  };
}
