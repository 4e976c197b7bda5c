import { rowAxis } from "../model/batch-axis.ts";
import type { ResolvedLayer } from "../model/resolve-layers.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { LayerKernel } from "./layer-kernel.ts";
import { convolutionKernel } from "./layers/convolution.ts";
import { denseKernel } from "./layers/dense.ts";
import { dropoutKernel } from "./layers/dropout.ts";
import { joinOfBranchesKernel } from "./layers/join-of-branches.ts";
import { leakyReluKernel } from "./layers/leaky-relu.ts";
import { permuteKernel } from "./layers/permute.ts";
import { poolKernel } from "./layers/pool.ts";
import { embeddingKernel } from "./layers/embedding.ts";
import { GRU_CELL } from "./layers/gru.ts";
import { LSTM_CELL } from "./layers/lstm.ts";
import { multiHeadAttentionKernel } from "./layers/multi-head-attention.ts";
import { positionalEmbeddingKernel } from "./layers/positional-embedding.ts";
import { recurrentKernel } from "./layers/recurrent.ts";
import { reluKernel } from "./layers/relu.ts";
import { reshapeKernel } from "./layers/reshape.ts";
import { sigmoidKernel } from "./layers/sigmoid.ts";
import { sumOfBranchesKernel } from "./layers/sum-of-branches.ts";
import { batchNormKernel } from "./layers/batch-norm.ts";
import { eluKernel } from "./layers/elu.ts";
import { geluKernel } from "./layers/gelu.ts";
import { groupNormKernel } from "./layers/group-norm.ts";
import { hardtanhKernel } from "./layers/hardtanh.ts";
import { layerNormKernel } from "./layers/layer-norm.ts";
import { logSoftmaxKernel } from "./layers/log-softmax.ts";
import { seluKernel } from "./layers/selu.ts";
import { siluKernel } from "./layers/silu.ts";
import { softmaxKernel } from "./layers/softmax.ts";
import { softplusKernel } from "./layers/softplus.ts";
import { tanhKernel } from "./layers/tanh.ts";
import { transposedConvolutionKernel } from "./layers/transposed-convolution.ts";

/** The kernel of a layer. */
export function layerKernel(layer: ResolvedLayer, kernels: Kernels): LayerKernel {
  const { spec, inputShape, outputShape } = layer;
  const kernelOf = (inner: ResolvedLayer): LayerKernel => layerKernel(inner, kernels);
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
      return poolKernel(kernels, spec, layer);
    case "alpha-dropout":
    case "dropout":
    case "feature-alpha-dropout":
    case "gaussian-dropout":
    case "gaussian-noise":
    case "stochastic-depth":
      return dropoutKernel(layer);
    case "conv1d":
    case "conv2d":
    case "conv3d":
      return convolutionKernel(kernels, spec, inputShape, outputShape);
    case "conv-transpose1d":
    case "conv-transpose2d":
      return transposedConvolutionKernel(kernels, spec, inputShape, outputShape);
    case "batch-norm":
      return batchNormKernel(layer, spec);
    case "dense":
      return denseKernel(kernels, inputShape.at(-1)!, spec.units);
    case "elu":
      return eluKernel(spec.alpha);
    case "flatten":
    case "reshape":
      return reshapeKernel();
    case "leaky-relu":
      return leakyReluKernel(spec.slope);
    case "parallel":
      return spec.combine === "add"
        ? sumOfBranchesKernel(layer, kernelOf)
        : joinOfBranchesKernel(layer, spec.axis, kernelOf);
    case "permute":
      return permuteKernel(kernels, inputShape, spec.order);
    case "embedding":
      return embeddingKernel(kernels, spec, layer.name);
    case "gru":
      return recurrentKernel(kernels, GRU_CELL, spec, layer);
    case "lstm":
      return recurrentKernel(kernels, LSTM_CELL, spec, layer);
    case "multi-head-attention":
      return multiHeadAttentionKernel(kernels, spec, inputShape[0]!, inputShape[1]!, layer.sites[0]);
    case "positional-embedding":
      return positionalEmbeddingKernel(kernels);
    case "relu":
      return reluKernel();
    case "residual":
      return sumOfBranchesKernel(layer, kernelOf);
    case "gelu":
      return geluKernel(spec.approximate);
    case "group-norm":
      return groupNormKernel(inputShape, spec);
    case "hardtanh":
      return hardtanhKernel(spec.min, spec.max);
    case "layer-norm":
      return layerNormKernel(inputShape, spec);
    case "log-softmax":
      return logSoftmaxKernel(inputShape, rowAxis(spec.axis, inputShape, { subject: layer.name }));
    case "selu":
      return seluKernel();
    case "sigmoid":
      return sigmoidKernel();
    case "silu":
      return siluKernel();
    case "softmax":
      return softmaxKernel(inputShape, rowAxis(spec.axis, inputShape, { subject: layer.name }));
    case "softplus":
      return softplusKernel(spec.beta, spec.threshold);
    case "tanh":
      return tanhKernel();
  }
}
