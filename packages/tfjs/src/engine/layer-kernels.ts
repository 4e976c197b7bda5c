import { UnsupportedOptionError } from "@lockstep/core";
import type { ResolvedLayer } from "@lockstep/core/engine";

import type { LayerKernel } from "./layer-kernel.ts";
import { denseKernel } from "./layers/dense.ts";
import { dropoutKernel } from "./layers/dropout.ts";
import { joinOfBranchesKernel } from "./layers/join-of-branches.ts";
import { leakyReluKernel } from "./layers/leaky-relu.ts";
import { permuteKernel } from "./layers/permute.ts";
import { reluKernel } from "./layers/relu.ts";
import { reshapeKernel } from "./layers/reshape.ts";
import { sigmoidKernel } from "./layers/sigmoid.ts";
import { sumOfBranchesKernel } from "./layers/sum-of-branches.ts";
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
    case "flatten":
    case "reshape":
      return reshapeKernel(layer);
    case "leaky-relu":
      return leakyReluKernel(spec.slope);
    case "parallel":
      return spec.combine === "add"
        ? sumOfBranchesKernel(layer, layerKernel)
        : joinOfBranchesKernel(layer, spec.axis, layerKernel);
    case "permute":
      return permuteKernel(spec.order);
    case "relu":
      return reluKernel();
    case "residual":
      return sumOfBranchesKernel(layer, layerKernel);
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
