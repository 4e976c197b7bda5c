import { UnsupportedOptionError } from "@lockstep/core";
import type { GraphValue } from "../graph/graph.ts";
import { emitConvolution, emitTransposedConvolution } from "./convolution.ts";
import { emitDense } from "./dense.ts";
import { emitDropout } from "./dropout.ts";
import { emitFlatten } from "./flatten.ts";
import type { LayerContext } from "./layer-context.ts";
import { emitLeakyRelu } from "./leaky-relu.ts";
import { emitPool } from "./pool.ts";
import { emitRelu } from "./relu.ts";
import { emitSigmoid } from "./sigmoid.ts";
import { emitTanh } from "./tanh.ts";

/** Emits one layer and returns its output. */
export function emitLayer(context: LayerContext, input: GraphValue): GraphValue {
  const { layer } = context;
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
    case "flatten":
      return emitFlatten(context, input);
    case "relu":
      return emitRelu(context, input);
    case "leaky-relu":
      return emitLeakyRelu(context, spec.slope, input);
    case "tanh":
      return emitTanh(context, input);
    case "sigmoid":
      return emitSigmoid(context, input);
    default:
      throw new UnsupportedOptionError({
        subject: `layer ${layer.name}`,
        rule: "is not computed by this engine",
        received: spec.kind,
      });
  }
}
