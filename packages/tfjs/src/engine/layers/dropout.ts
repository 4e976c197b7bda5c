import type { ResolvedLayer } from "@lockstep/core/engine";

import type { UnitMask } from "../../masks/unit-mask.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/** Every layer that draws for its activation: the mask's law forward and, by the same mask, backward; without one, the identity. */
export function dropoutKernel({ sites }: ResolvedLayer): LayerKernel<UnitMask | undefined> {
  return {
    forward(input, { masks }) {
      const mask = masks?.[sites[0]!];
      return { output: mask === undefined ? input : mask.apply(input), saved: mask };
    },
    backward: (outputGradient, { saved: mask }) => ({
      input: mask === undefined ? outputGradient : mask.applyGradient(outputGradient),
    }),
  };
}
