import type { DrawnMask } from "../../dropout/apply-dropout.ts";
import type { ResolvedLayer } from "../../model/resolve-layers.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/**
 * Every layer that draws for its activation: `applyDropout` on the way forward and, by the same mask,
 * `applyDropoutGradient` on the way back; without a mask, the identity.
 */
export function dropoutKernel(
  kernels: Kernels,
  { sites, outputShape }: ResolvedLayer,
): LayerKernel<DrawnMask | undefined> {
  return {
    forward(input, rows, { masks }) {
      if (masks === undefined) return { output: input, saved: undefined };
      const { output, mask } = kernels.drawAndApplyMask(input, masks[sites[0]!]!, [rows, ...outputShape]);
      return { output, saved: mask };
    },
    backward: (outputGradient, { saved: mask }) => ({
      input: mask === undefined ? outputGradient : kernels.applyMaskGradient(outputGradient, mask),
    }),
  };
}
