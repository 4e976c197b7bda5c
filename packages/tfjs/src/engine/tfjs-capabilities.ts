import type { EngineCapabilities } from "@lockstep/core";
import { BASIC_LAYERS, BASIC_LOSSES } from "@lockstep/core/engine";

/** What the engine takes. */
export const TFJS_CAPABILITIES: EngineCapabilities = {
  microBatches: true,
  clipping: true,
  maxNorm: true,
  layerKinds: [
    ...BASIC_LAYERS,
    // Shapes and composites.
    "parallel",
    "permute",
    "reshape",
    "residual",
  ],
  losses: [...BASIC_LOSSES],
};
