import type { EngineCapabilities } from "@lockstep/core";
import { BASIC_LAYERS, BASIC_LOSSES } from "@lockstep/core/engine";

/** What the engine takes. */
export const TFJS_CAPABILITIES: EngineCapabilities = {
  microBatches: true,
  clipping: true,
  maxNorm: true,
  denseOnLastAxis: true,
  layerKinds: [
    ...BASIC_LAYERS,
    // Sequences.
    "embedding",
    "gru",
    "lstm",
    "multi-head-attention",
    "positional-embedding",
  ],
  losses: [...BASIC_LOSSES],
};
