import { applyDrawnMask, applyDrawnMaskGradient } from "../dropout/apply-dropout.ts";
import type { LayerKernel } from "./layer-kernel.ts";

/**
 * Every layer that draws for its activation: `applyDropout` on the way forward and, by the same mask,
 * `applyDropoutGradient` on the way back; without a mask, the identity.
 */
export function dropoutKernel(): LayerKernel {
  return {
    forward: (input, _rows, _parameters, mask) => (mask === undefined ? input : applyDrawnMask(input, mask)),
    backward: (outputGradient, { mask }) => ({
      input: mask === undefined ? outputGradient : applyDrawnMaskGradient(outputGradient, mask),
      parameters: {},
    }),
  };
}
