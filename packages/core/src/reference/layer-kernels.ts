import { elu } from "./activations/elu.ts";
import { GELU, GELU_TANH } from "./activations/gelu.ts";
import { hardtanh } from "./activations/hardtanh.ts";
import { leakyRelu } from "./activations/leaky-relu.ts";
import { RELU } from "./activations/relu.ts";
import { SELU } from "./activations/selu.ts";
import { SIGMOID } from "./activations/sigmoid.ts";
import { SILU } from "./activations/silu.ts";
import { softplus } from "./activations/softplus.ts";
import { TANH } from "./activations/tanh.ts";
import { rowAxis } from "../model/batch-axis.ts";
import type { ResolvedLayer } from "../model/resolve-layers.ts";
import type { Kernels } from "./kernels/kernels.ts";
import type { LayerKernel } from "./layer-kernel.ts";
import { activationKernel } from "./layers/activation-kernel.ts";
import { convolutionKernel } from "./layers/convolution.ts";
import { denseKernel } from "./layers/dense.ts";
import { dropoutKernel } from "./layers/dropout.ts";
import { joinOfBranchesKernel } from "./layers/join-of-branches.ts";
import { permuteKernel } from "./layers/permute.ts";
import { poolKernel } from "./layers/pool.ts";
import { embeddingKernel } from "./layers/embedding.ts";
import { GRU_CELL } from "./layers/gru.ts";
import { LSTM_CELL } from "./layers/lstm.ts";
import { multiHeadAttentionKernel } from "./layers/multi-head-attention.ts";
import { positionalEmbeddingKernel } from "./layers/positional-embedding.ts";
import { recurrentKernel } from "./layers/recurrent.ts";
import { reshapeKernel } from "./layers/reshape.ts";
import { sumOfBranchesKernel } from "./layers/sum-of-branches.ts";
import { batchNormKernel } from "./layers/batch-norm.ts";
import { groupNormKernel } from "./layers/group-norm.ts";
import { layerNormKernel } from "./layers/layer-norm.ts";
import { logSoftmaxKernel } from "./layers/log-softmax.ts";
import { softmaxKernel } from "./layers/softmax.ts";
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
      return dropoutKernel(kernels, layer);
    case "conv1d":
    case "conv2d":
    case "conv3d":
      return convolutionKernel(kernels, spec, inputShape, outputShape);
    case "conv-transpose1d":
    case "conv-transpose2d":
      return transposedConvolutionKernel(kernels, spec, inputShape, outputShape);
    case "batch-norm":
      return batchNormKernel(kernels, layer, spec);
    case "dense":
      return denseKernel(kernels, inputShape.at(-1)!, spec.units);
    case "elu":
      return activationKernel(kernels, elu(spec.alpha));
    case "flatten":
    case "reshape":
      return reshapeKernel();
    case "leaky-relu":
      return activationKernel(kernels, leakyRelu(spec.slope));
    case "parallel":
      return spec.combine === "add"
        ? sumOfBranchesKernel(kernels, layer, kernelOf)
        : joinOfBranchesKernel(kernels, layer, spec.axis, kernelOf);
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
      return activationKernel(kernels, RELU);
    case "residual":
      return sumOfBranchesKernel(kernels, layer, kernelOf);
    case "gelu":
      return activationKernel(kernels, spec.approximate === "none" ? GELU : GELU_TANH);
    case "group-norm":
      return groupNormKernel(kernels, inputShape, spec);
    case "hardtanh":
      return activationKernel(kernels, hardtanh(spec.min, spec.max));
    case "layer-norm":
      return layerNormKernel(kernels, inputShape, spec);
    case "log-softmax":
      return logSoftmaxKernel(kernels, inputShape, rowAxis(spec.axis, inputShape, { subject: layer.name }));
    case "selu":
      return activationKernel(kernels, SELU);
    case "sigmoid":
      return activationKernel(kernels, SIGMOID);
    case "silu":
      return activationKernel(kernels, SILU);
    case "softmax":
      return softmaxKernel(kernels, inputShape, rowAxis(spec.axis, inputShape, { subject: layer.name }));
    case "softplus":
      return activationKernel(kernels, softplus(spec.beta, spec.threshold));
    case "tanh":
      return activationKernel(kernels, TANH);
  }
}
