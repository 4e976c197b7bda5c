import { UnsupportedOptionError } from "@lockstep/core";
import type { ResolvedLayer } from "@lockstep/core/engine";

import type { LayerKernel } from "./layer-kernel.ts";
import { denseKernel } from "./layers/dense.ts";
import { dropoutKernel } from "./layers/dropout.ts";
import { embeddingKernel } from "./layers/embedding.ts";
import { GRU_CELL } from "./layers/gru.ts";
import { leakyReluKernel } from "./layers/leaky-relu.ts";
import { LSTM_CELL } from "./layers/lstm.ts";
import { multiHeadAttentionKernel } from "./layers/multi-head-attention.ts";
import { positionalEmbeddingKernel } from "./layers/positional-embedding.ts";
import { recurrentKernel } from "./layers/recurrent.ts";
import { reluKernel } from "./layers/relu.ts";
import { reshapeKernel } from "./layers/reshape.ts";
import { sigmoidKernel } from "./layers/sigmoid.ts";
import { tanhKernel } from "./layers/tanh.ts";

/** The kernel of a layer. */
export function layerKernel(layer: ResolvedLayer): LayerKernel {
  const { spec } = layer;
  switch (spec.kind) {
    case "alpha-dropout":
    case "dropout":
    case "feature-alpha-dropout":
    case "gaussian-dropout":
    case "gaussian-noise":
    case "stochastic-depth":
      return dropoutKernel(layer);
    case "dense":
      return denseKernel();
    case "embedding":
      return embeddingKernel(spec, layer.name);
    case "flatten":
      return reshapeKernel(layer);
    case "gru":
      return recurrentKernel(GRU_CELL, spec, layer);
    case "leaky-relu":
      return leakyReluKernel(spec.slope);
    case "lstm":
      return recurrentKernel(LSTM_CELL, spec, layer);
    case "multi-head-attention":
      return multiHeadAttentionKernel(spec, layer);
    case "positional-embedding":
      return positionalEmbeddingKernel();
    case "relu":
      return reluKernel();
    case "sigmoid":
      return sigmoidKernel();
    case "tanh":
      return tanhKernel();
    default:
      throw new UnsupportedOptionError({
        subject: `layer ${layer.name}`,
        rule: "is not computed by this engine",
        received: spec.kind,
      });
  }
}
