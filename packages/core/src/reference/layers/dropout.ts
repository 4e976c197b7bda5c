import { applyDrawnMask, applyDrawnMaskGradient, drawMask, type DrawnMask } from "../../dropout/apply-dropout.ts";
import type { ResolvedLayer } from "../../model/resolve-layers.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/**
 * Every layer that draws for its activation: `applyDropout` on the way forward and, by the same mask,
 * `applyDropoutGradient` on the way back; without a mask, the identity.
 */
export function dropoutKernel({ sites, outputShape }: ResolvedLayer): LayerKernel<DrawnMask | undefined> {
  return {
    forward(input, rows, { masks }) {
      if (masks === undefined) return { output: input, saved: undefined };
      const mask = drawMask(masks[sites[0]!]!, [rows, ...outputShape]);
      return { output: applyDrawnMask(input, mask), saved: mask };
    },
    backward: (outputGradient, { saved: mask }) => ({
      input: mask === undefined ? outputGradient : applyDrawnMaskGradient(outputGradient, mask),
    }),
  };
}
