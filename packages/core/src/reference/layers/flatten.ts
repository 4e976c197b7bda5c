import type { LayerKernel } from "../layer-kernel.ts";

/** [rows, ...shape] to [rows, size]: row-major data stay as they are, forward and backward. */
export function flattenKernel(): LayerKernel<undefined> {
  return {
    forward: (input) => ({ output: input, saved: undefined }),
    backward: (outputGradient) => ({ input: outputGradient }),
  };
}
