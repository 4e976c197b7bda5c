import { UnsupportedOptionError } from "@lockstep/core";
import type { GraphValue } from "../graph/graph.ts";
import { emitDense } from "./dense.ts";
import { emitDropout } from "./dropout.ts";
import { emitFlatten } from "./flatten.ts";
import type { LayerContext } from "./layer-context.ts";
import { emitLeakyRelu } from "./leaky-relu.ts";
import { emitRelu } from "./relu.ts";
import { emitSigmoid } from "./sigmoid.ts";
import { emitTanh } from "./tanh.ts";

/** Emits one layer and returns its output. */
export function emitLayer(context: LayerContext, input: GraphValue): GraphValue {
  const { layer } = context;
  const { spec } = layer;
  switch (spec.kind) {
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
