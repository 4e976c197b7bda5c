import type { EngineCapabilities } from "@lockstep/core";
import { BASIC_LAYERS, BASIC_LOSSES } from "@lockstep/core/engine";

/** What the engine takes. */
export const TFJS_CAPABILITIES: EngineCapabilities = {
  microBatches: true,
  clipping: true,
  maxNorm: true,
  layerKinds: [
    ...BASIC_LAYERS,
    // Norms and activations.
    "batch-norm",
    "elu",
    "gelu",
    "group-norm",
    "hardtanh",
    "layer-norm",
    "log-softmax",
    "selu",
    "silu",
    "softmax",
    "softplus",
    // Shapes and composites.
    "parallel",
    "permute",
    "reshape",
    "residual",
  ],
  losses: [
    ...BASIC_LOSSES,
    "binary-cross-entropy-with-logits",
    "huber",
    "ignore-index",
    "label-smoothing",
    "mean-absolute-error",
    "negative-log-likelihood",
    "smooth-l1",
  ],
};
