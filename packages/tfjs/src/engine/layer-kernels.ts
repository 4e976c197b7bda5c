import type { ResolvedLayer } from "@lockstep/core/engine";

import type { LayerKernel } from "./layer-kernel.ts";
import { batchNormKernel } from "./layers/batch-norm.ts";
import { convolutionKernel } from "./layers/convolution.ts";
import { denseKernel } from "./layers/dense.ts";
import { dropoutKernel } from "./layers/dropout.ts";
import { eluKernel } from "./layers/elu.ts";
import { embeddingKernel } from "./layers/embedding.ts";
import { geluKernel } from "./layers/gelu.ts";
import { groupNormKernel } from "./layers/group-norm.ts";
import { GRU_CELL } from "./layers/gru.ts";
import { hardtanhKernel } from "./layers/hardtanh.ts";
import { joinOfBranchesKernel } from "./layers/join-of-branches.ts";
import { layerNormKernel } from "./layers/layer-norm.ts";
import { leakyReluKernel } from "./layers/leaky-relu.ts";
import { logSoftmaxKernel } from "./layers/log-softmax.ts";
import { LSTM_CELL } from "./layers/lstm.ts";
import { multiHeadAttentionKernel } from "./layers/multi-head-attention.ts";
import { permuteKernel } from "./layers/permute.ts";
import { poolKernel } from "./layers/pool.ts";
import { positionalEmbeddingKernel } from "./layers/positional-embedding.ts";
import { recurrentKernel } from "./layers/recurrent.ts";
import { reluKernel } from "./layers/relu.ts";
import { reshapeKernel } from "./layers/reshape.ts";
import { seluKernel } from "./layers/selu.ts";
import { sigmoidKernel } from "./layers/sigmoid.ts";
import { siluKernel } from "./layers/silu.ts";
import { softmaxKernel } from "./layers/softmax.ts";
import { softplusKernel } from "./layers/softplus.ts";
import { sumOfBranchesKernel } from "./layers/sum-of-branches.ts";
import { tanhKernel } from "./layers/tanh.ts";
import { transposedConvolutionKernel } from "./layers/transposed-convolution.ts";

/** The kernel of a layer. */
export function layerKernel(layer: ResolvedLayer): LayerKernel {
  const { spec } = layer;
  switch (spec.kind) {
    case "adaptive-avg-pool2d":
    case "adaptive-max-pool2d":
    case "avg-pool1d":
    case "avg-pool2d":
    case "avg-pool3d":
    case "global-avg-pool":
    case "global-max-pool":
    case "max-pool1d":
    case "max-pool2d":
    case "max-pool3d":
      return poolKernel(spec, layer);
    case "alpha-dropout":
    case "dropout":
    case "feature-alpha-dropout":
    case "gaussian-dropout":
    case "gaussian-noise":
    case "stochastic-depth":
      return dropoutKernel(layer);
    case "batch-norm":
      return batchNormKernel(layer, spec);
    case "conv-transpose1d":
    case "conv-transpose2d":
      return transposedConvolutionKernel(spec, layer);
    case "conv1d":
    case "conv2d":
    case "conv3d":
      return convolutionKernel(spec, layer);
    case "dense":
      return denseKernel();
    case "elu":
      return eluKernel(spec.alpha);
    case "embedding":
      return embeddingKernel(spec, layer.name);
    case "flatten":
    case "reshape":
      return reshapeKernel(layer);
    case "gelu":
      return geluKernel(spec.approximate);
    case "group-norm":
      return groupNormKernel(layer.inputShape, spec);
    case "hardtanh":
      return hardtanhKernel(spec.min, spec.max);
    case "layer-norm":
      return layerNormKernel(layer.inputShape, spec);
    case "leaky-relu":
      return leakyReluKernel(spec.slope);
    case "log-softmax":
      return logSoftmaxKernel(spec.axis);
    case "parallel":
      return spec.combine === "add"
        ? sumOfBranchesKernel(layer, layerKernel)
        : joinOfBranchesKernel(layer, spec.axis, layerKernel);
    case "permute":
      return permuteKernel(spec.order);
    case "gru":
      return recurrentKernel(GRU_CELL, spec, layer);
    case "lstm":
      return recurrentKernel(LSTM_CELL, spec, layer);
    case "multi-head-attention":
      return multiHeadAttentionKernel(spec, layer);
    case "positional-embedding":
      return positionalEmbeddingKernel();
    case "relu":
      return reluKernel();
    case "residual":
      return sumOfBranchesKernel(layer, layerKernel);
    case "selu":
      return seluKernel();
    case "sigmoid":
      return sigmoidKernel();
    case "silu":
      return siluKernel();
    case "softmax":
      return softmaxKernel(spec.axis);
    case "softplus":
      return softplusKernel(spec.beta, spec.threshold);
    case "tanh":
      return tanhKernel();
  }
}
