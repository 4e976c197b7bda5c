import type { ResolvedLayer } from "../../model/resolve-layers.ts";
import { createBranches, sumOf, type BranchActivations, type KernelOf } from "../branches.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/**
 * `residual` and `parallel` that adds: y = b₀(x) + b₁(x) + ..., from left to right.
 *
 * Backward, with g the gradient of y: every branch gets g, and dx is the sum of what they give back, in their order.
 */
export function sumOfBranchesKernel(
  kernels: Kernels,
  layer: ResolvedLayer,
  kernelOf: KernelOf,
): LayerKernel<BranchActivations> {
  const branches = createBranches(kernels, layer, kernelOf);
  return {
    forward(input, rows, pass) {
      const { outputs, saved } = branches.forward(input, rows, pass);
      return { output: sumOf(kernels, outputs), saved };
    },
    backward: (outputGradient, { saved }, pass) =>
      branches.backward(
        saved.map(() => outputGradient),
        saved,
        pass,
      ),
  };
}
