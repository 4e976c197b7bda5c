import type { ResolvedLayer } from "../model/layer-shapes.ts";
import { denseKernel } from "./dense.ts";
import { dropoutKernel } from "./dropout.ts";
import { flattenKernel } from "./flatten.ts";
import type { LayerKernel } from "./layer-kernel.ts";
import { leakyReluKernel } from "./leaky-relu.ts";
import { reluKernel } from "./relu.ts";
import { sigmoidKernel } from "./sigmoid.ts";
import { tanhKernel } from "./tanh.ts";

/** The kernel of a layer. */
export function layerKernel({ spec, inputShape }: ResolvedLayer): LayerKernel {
  switch (spec.kind) {
    case "dense":
      return denseKernel(inputShape[0]!, spec.units);
    case "relu":
      return reluKernel();
    case "leaky-relu":
      return leakyReluKernel(spec.slope);
    case "tanh":
      return tanhKernel();
    case "sigmoid":
      return sigmoidKernel();
    case "flatten":
      return flattenKernel();
    case "dropout":
    case "alpha-dropout":
    case "feature-alpha-dropout":
    case "gaussian-dropout":
    case "gaussian-noise":
    case "stochastic-depth":
      return dropoutKernel();
  }
}
