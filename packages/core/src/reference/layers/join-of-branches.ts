import type { ResolvedLayer } from "../../model/resolve-layers.ts";
import { outputShapeOf } from "../../model/output-shape-of.ts";
import { shapeSize } from "../../tensor/shape.ts";
import { createBranches, type BranchActivations, type KernelOf } from "../branches.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/**
 * `parallel` that joins: y = concat(b₀(x), b₁(x), ...) along `axis` of the batch's activation, of which 0 is the rows.
 *
 * Backward, with g the gradient of y: every branch gets its part of g, and dx is the sum of what they give back, in their
 * order.
 */
export function joinOfBranchesKernel(
  kernels: Kernels,
  layer: ResolvedLayer,
  axis: number,
  kernelOf: KernelOf,
): LayerKernel<BranchActivations> {
  const branches = createBranches(kernels, layer, kernelOf);
  const shapes = layer.branches.map((inner) => outputShapeOf(inner, layer.inputShape));
  /** How often a branch's part comes in a row, and how long each time. */
  const times = shapeSize(shapes[0]!.slice(0, axis - 1));
  const lengths = shapes.map((shape) => shapeSize(shape.slice(axis - 1)));
  const stride = lengths.reduce((sum, length) => sum + length, 0);
  const starts = lengths.map((_, index) => lengths.slice(0, index).reduce((sum, length) => sum + length, 0));

  return {
    forward(input, rows, pass) {
      const { outputs, saved } = branches.forward(input, rows, pass);
      const output = kernels.floats(rows * times * stride);
      for (const [index, values] of outputs.entries()) {
        const length = lengths[index]!;
        for (let block = 0; block < rows * times; block++) {
          output.set(values.subarray(block * length, (block + 1) * length), block * stride + starts[index]!);
        }
      }
      return { output, saved };
    },
    backward(outputGradient, { rows, saved }, pass) {
      const parts = lengths.map((length, index) => {
        const part = kernels.floats(rows * times * length);
        for (let block = 0; block < rows * times; block++) {
          const start = block * stride + starts[index]!;
          part.set(outputGradient.subarray(start, start + length), block * length);
        }
        return part;
      });
      return branches.backward(parts, saved, pass);
    },
  };
}
