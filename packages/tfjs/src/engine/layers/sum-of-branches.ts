import type { ResolvedLayer } from "@lockstep/core/engine";

import { createBranches, type BranchActivations, type KernelOf } from "../branches.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/** `residual` and `parallel` that adds: y = b₀(x) + b₁(x) + ..., from left to right; backward, every branch gets dy. */
export function sumOfBranchesKernel(layer: ResolvedLayer, kernelOf: KernelOf): LayerKernel<BranchActivations> {
  const branches = createBranches(layer, kernelOf);
  return {
    forward(input, pass) {
      const { outputs, saved, buffers } = branches.forward(input, pass);
      return { output: outputs.reduce((sum, output) => pass.tf.add(sum, output)), saved, buffers };
    },
    backward: (outputGradient, { saved }, pass) =>
      branches.backward(
        saved.map(() => outputGradient),
        saved,
        pass,
      ),
  };
}
