import { applyDrawnMask } from "../dropout/apply-dropout.ts";
import type { LayerKernel } from "./layer-kernel.ts";

/** With a mask, `applyDropout` on the way forward and, by the same mask, on the way back; without one, the identity. */
export function dropoutKernel(): LayerKernel {
  return {
    forward: (input, _rows, _parameters, mask) => (mask === undefined ? input : applyDrawnMask(input, mask)),
    backward: (outputGradient, { mask }) => ({
      input: mask === undefined ? outputGradient : applyDrawnMask(outputGradient, mask),
      parameters: {},
    }),
  };
}
