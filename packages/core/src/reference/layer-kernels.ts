import { rowAxis } from "../model/batch-axis.ts";
import type { ResolvedLayer } from "../model/resolve-layers.ts";
import type { LayerKernel } from "./layer-kernel.ts";
import { batchNormKernel } from "./layers/batch-norm.ts";
import { denseKernel } from "./layers/dense.ts";
import { dropoutKernel } from "./layers/dropout.ts";
import { eluKernel } from "./layers/elu.ts";
import { geluKernel } from "./layers/gelu.ts";
import { groupNormKernel } from "./layers/group-norm.ts";
import { hardtanhKernel } from "./layers/hardtanh.ts";
import { layerNormKernel } from "./layers/layer-norm.ts";
import { leakyReluKernel } from "./layers/leaky-relu.ts";
import { logSoftmaxKernel } from "./layers/log-softmax.ts";
import { reluKernel } from "./layers/relu.ts";
import { reshapeKernel } from "./layers/reshape.ts";
import { seluKernel } from "./layers/selu.ts";
import { sigmoidKernel } from "./layers/sigmoid.ts";
import { siluKernel } from "./layers/silu.ts";
import { softmaxKernel } from "./layers/softmax.ts";
import { softplusKernel } from "./layers/softplus.ts";
import { tanhKernel } from "./layers/tanh.ts";

/** The kernel of a layer. */
export function layerKernel(layer: ResolvedLayer): LayerKernel {
  const { spec, inputShape } = layer;
  switch (spec.kind) {
    case "alpha-dropout":
    case "dropout":
    case "feature-alpha-dropout":
    case "gaussian-dropout":
    case "gaussian-noise":
    case "stochastic-depth":
      return dropoutKernel(layer);
    case "batch-norm":
      return batchNormKernel(layer, spec);
    case "dense":
      return denseKernel(inputShape[0]!, spec.units);
    case "elu":
      return eluKernel(spec.alpha);
    case "flatten":
    case "reshape":
      return reshapeKernel();
    case "gelu":
      return geluKernel(spec.approximate);
    case "group-norm":
      return groupNormKernel(inputShape, spec);
    case "hardtanh":
      return hardtanhKernel(spec.min, spec.max);
    case "layer-norm":
      return layerNormKernel(inputShape, spec);
    case "leaky-relu":
      return leakyReluKernel(spec.slope);
    case "log-softmax":
      return logSoftmaxKernel(inputShape, rowAxis(spec.axis, inputShape, { subject: layer.name }));
    case "relu":
      return reluKernel();
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
