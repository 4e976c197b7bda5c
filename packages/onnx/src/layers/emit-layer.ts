import type { GraphValue } from "../graph/graph.ts";
import { emitLayerBatchNorm } from "./batch-norm.ts";
import { emitJoinOfBranches, emitSumOfBranches } from "./branches.ts";
import { emitConvolution, emitTransposedConvolution } from "./convolution.ts";
import { emitDense } from "./dense.ts";
import { emitDropout } from "./dropout.ts";
import { emitElu } from "./elu.ts";
import { emitEmbedding } from "./embedding.ts";
import { emitFlatten } from "./flatten.ts";
import { emitGelu } from "./gelu.ts";
import { emitLayerGroupNorm } from "./group-norm.ts";
import { emitHardtanh } from "./hardtanh.ts";
import type { LayerContext } from "./layer-context.ts";
import { emitLayerLayerNorm } from "./layer-norm.ts";
import { emitLeakyRelu } from "./leaky-relu.ts";
import { emitMultiHeadAttention } from "./multi-head-attention.ts";
import { emitPermute } from "./permute.ts";
import { emitPool } from "./pool.ts";
import { emitPositionalEmbedding } from "./positional-embedding.ts";
import { emitRecurrent } from "./recurrent.ts";
import { emitRelu } from "./relu.ts";
import { emitReshape } from "./reshape.ts";
import { emitSelu } from "./selu.ts";
import { emitSigmoid } from "./sigmoid.ts";
import { emitSilu } from "./silu.ts";
import { emitLayerLogSoftmax, emitSoftmax } from "./softmax.ts";
import { emitLayerSoftplus } from "./softplus.ts";
import { emitTanh } from "./tanh.ts";

/** Emits one layer and returns its output. */
export function emitLayer(context: LayerContext, input: GraphValue): GraphValue {
  const { layer } = context;
  const { spec } = layer;
  switch (spec.kind) {
    case "batch-norm":
      return emitLayerBatchNorm(context, spec, input);
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
      return emitPool(context, spec, input);
    case "conv1d":
    case "conv2d":
    case "conv3d":
      return emitConvolution(context, spec, input);
    case "conv-transpose1d":
    case "conv-transpose2d":
      return emitTransposedConvolution(context, spec, input);
    case "dense":
      return emitDense(context, input);
    case "dropout":
    case "alpha-dropout":
    case "feature-alpha-dropout":
    case "gaussian-dropout":
    case "gaussian-noise":
    case "stochastic-depth":
      return emitDropout(context, input);
    case "embedding":
      return emitEmbedding(context, spec, input);
    case "elu":
      return emitElu(context, spec.alpha, input);
    case "flatten":
      return emitFlatten(context, input);
    case "gelu":
      return emitGelu(context, spec.approximate, input);
    case "gru":
    case "lstm":
      return emitRecurrent(context, spec, input);
    case "group-norm":
      return emitLayerGroupNorm(context, spec, input);
    case "hardtanh":
      return emitHardtanh(context, spec, input);
    case "layer-norm":
      return emitLayerLayerNorm(context, spec, input);
    case "log-softmax":
      return emitLayerLogSoftmax(context, spec.axis, input);
    case "multi-head-attention":
      return emitMultiHeadAttention(context, spec, input);
    case "parallel":
      return spec.combine === "add" ? emitSumOfBranches(context, input) : emitJoinOfBranches(context, spec.axis, input);
    case "permute":
      return emitPermute(context, spec.order, input);
    case "positional-embedding":
      return emitPositionalEmbedding(context, input);
    case "reshape":
      return emitReshape(context, input);
    case "residual":
      return emitSumOfBranches(context, input);
    case "relu":
      return emitRelu(context, input);
    case "leaky-relu":
      return emitLeakyRelu(context, spec.slope, input);
    case "selu":
      return emitSelu(context, input);
    case "silu":
      return emitSilu(context, input);
    case "softmax":
      return emitSoftmax(context, spec.axis, input);
    case "softplus":
      return emitLayerSoftplus(context, spec, input);
    case "tanh":
      return emitTanh(context, input);
    case "sigmoid":
      return emitSigmoid(context, input);
  }
}
