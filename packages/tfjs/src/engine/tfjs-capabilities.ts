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
    "batch-norm",
    "elu",
    "embedding",
    "gelu",
    "group-norm",
    "gru",
    "hardtanh",
    "layer-norm",
    "log-softmax",
    "lstm",
    "multi-head-attention",
    "parallel",
    "permute",
    "positional-embedding",
    "reshape",
    "residual",
    "selu",
    "silu",
    "softmax",
    "softplus",
  ],
  randomSiteKinds: ["dropout", "alpha-dropout", "gaussian-dropout", "gaussian-noise", "drop-connect"],
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
