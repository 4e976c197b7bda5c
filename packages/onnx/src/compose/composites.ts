import { UnsupportedOptionError } from "@lockstep/core";
import { numberAttribute, numbersAttribute, textAttribute, type Attributes } from "../graph/attribute.ts";
import { normalAxis } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitClip } from "./clip.ts";
import { emitDepthToSpace, emitSpaceToDepth } from "./depth-to-space.ts";
import { emitEinsum } from "./einsum.ts";
import { emitExponentialUnit } from "./exponential-unit.ts";
import { emitGroupNorm } from "./group-norm.ts";
import { emitHardSigmoid } from "./hard-sigmoid.ts";
import { emitHardSwish } from "./hard-swish.ts";
import { emitIsNan } from "./is-nan.ts";
import { emitLayerNorm } from "./layer-norm.ts";
import { emitLocalResponseNorm } from "./local-response-norm.ts";
import { emitLogSoftmax } from "./log-softmax.ts";
import { emitLogSumExp } from "./log-sum-exp.ts";
import { emitLpNorm } from "./lp-norm.ts";
import { emitGlobalMaxima } from "./emit-max-pool.ts";
import { emitMish } from "./mish.ts";
import { emitPositivePart } from "./positive-part.ts";
import { emitPow } from "./pow.ts";
import { emitPrelu } from "./prelu.ts";
import { emitRmsNorm } from "./rms-norm.ts";
import { emitSign } from "./sign.ts";
import { emitSlice } from "./slice.ts";
import { emitSoftplus } from "./softplus.ts";
import { emitSoftsign } from "./softsign.ts";
import { emitStandardized } from "./standardized.ts";
import { emitSwish } from "./swish.ts";
import { emitShrink, emitThresholdedRelu } from "./threshold.ts";
import { emitMean, emitSum } from "./variadic.ts";

/**
 * Writes one ONNX operator as others that every target has kernels for, and that have derivatives. Inputs and attributes are
 * those of the operator, in its newest form; an optional input that is left out is `undefined`.
 */
export type Composite = (
  graph: GraphBuilder,
  inputs: readonly (GraphValue | undefined)[],
  attributes: Attributes,
) => GraphValue;

/** ONNX's constants of `Selu`. */
const SELU_ALPHA = 1.67326319217681884765625;
const SELU_GAMMA = 1.05070102214813232421875;

/** Operators of one output that are composed rather than called, by name. */
export const COMPOSITES: ReadonlyMap<string, Composite> = new Map<string, Composite>([
  [
    "Celu",
    (graph, [x], attributes) => {
      const alpha = numberAttribute(attributes, "alpha", 1);
      return emitExponentialUnit(graph, x!, { below: alpha, rate: 1 / alpha });
    },
  ],
  ["Clip", (graph, [x, min, max]) => emitClip(graph, x!, min, max)],
  ["DepthToSpace", (graph, [x], attributes) => emitDepthToSpace(graph, x!, attributes)],
  [
    "Einsum",
    (graph, inputs, attributes) =>
      emitEinsum(graph, textAttribute(attributes, "equation", ""), inputs as readonly GraphValue[]),
  ],
  [
    "Elu",
    (graph, [x], attributes) => emitExponentialUnit(graph, x!, { below: numberAttribute(attributes, "alpha", 1) }),
  ],
  ["GlobalMaxPool", (graph, [x]) => emitGlobalMaxima(graph, x!, "global-max-pool")],
  [
    "GroupNormalization",
    (graph, [x, scale, bias], attributes) => {
      const groups = numberAttribute(attributes, "num_groups", 1);
      return emitGroupNorm(graph, {
        x: x!,
        scale,
        bias,
        groups,
        epsilon: numberAttribute(attributes, "epsilon", 1e-5),
      });
    },
  ],
  [
    "HardSigmoid",
    (graph, [x], attributes) =>
      emitHardSigmoid(graph, x!, numberAttribute(attributes, "alpha", 0.2), numberAttribute(attributes, "beta", 0.5)),
  ],
  ["HardSwish", (graph, [x]) => emitHardSwish(graph, x!)],
  [
    "InstanceNormalization",
    (graph, [x, scale, bias], attributes) => {
      const groups = Number(x!.shape[1]);
      return emitGroupNorm(graph, {
        x: x!,
        scale,
        bias,
        groups,
        epsilon: numberAttribute(attributes, "epsilon", 1e-5),
      });
    },
  ],
  ["IsNaN", (graph, [x]) => emitIsNan(graph, x!)],
  [
    "LayerNormalization",
    (graph, [x, scale, bias], attributes) =>
      emitLayerNorm(graph, {
        x: x!,
        scale,
        bias,
        axis: numberAttribute(attributes, "axis", -1),
        epsilon: numberAttribute(attributes, "epsilon", 1e-5),
      }),
  ],
  [
    "LRN",
    (graph, [x], attributes) =>
      emitLocalResponseNorm(graph, x!, {
        size: numberAttribute(attributes, "size", 1),
        alpha: numberAttribute(attributes, "alpha", 1e-4),
        beta: numberAttribute(attributes, "beta", 0.75),
        offset: numberAttribute(attributes, "bias", 1),
      }),
  ],
  ["LogSoftmax", (graph, [x], attributes) => emitLogSoftmax(graph, x!, numberAttribute(attributes, "axis", -1))],
  [
    "LpNormalization",
    (graph, [x], attributes) => {
      const order = numberAttribute(attributes, "p", 2);
      if (order === 1 || order === 2) return emitLpNorm(graph, x!, numberAttribute(attributes, "axis", -1), order);
      throw new UnsupportedOptionError({ subject: "LpNormalization: p", rule: "must be 1 or 2", received: order });
    },
  ],
  ["Mean", (graph, inputs) => emitMean(graph, inputs as readonly GraphValue[])],
  [
    "MeanVarianceNormalization",
    (graph, [x], attributes) => {
      const axes = (numbersAttribute(attributes, "axes") ?? [0, 2, 3]).map((axis) => normalAxis(axis, x!.shape.length));
      // ONNX adds 1e-9 to the deviation; this adds its square to the variance, which is the same where the variance is 0.
      return emitStandardized(graph, x!, axes, 1e-18).normal;
    },
  ],
  ["Mish", (graph, [x]) => emitMish(graph, x!)],
  ["Pow", (graph, [x, exponent]) => emitPow(graph, x!, exponent!)],
  ["PRelu", (graph, [x, slope]) => emitPrelu(graph, x!, slope!)],
  [
    "RMSNormalization",
    (graph, [x, scale], attributes) =>
      emitRmsNorm(graph, x!, {
        scale,
        axis: numberAttribute(attributes, "axis", -1),
        epsilon: numberAttribute(attributes, "epsilon", 1e-5),
      }),
  ],
  [
    "ReduceLogSumExp",
    (graph, [x, axes], attributes) => {
      const given = (axes?.contents ?? []).map((axis) => normalAxis(Number(axis), x!.shape.length));
      const all = x!.shape.map((_, axis) => axis);
      return emitLogSumExp(
        graph,
        x!,
        given.length === 0 ? all : given,
        numberAttribute(attributes, "keepdims", 1) !== 0,
      );
    },
  ],
  ["Relu", (graph, [x]) => emitPositivePart(graph, x!)],
  [
    "Selu",
    (graph, [x], attributes) => {
      const scale = numberAttribute(attributes, "gamma", SELU_GAMMA);
      return emitExponentialUnit(graph, x!, { scale, below: scale * numberAttribute(attributes, "alpha", SELU_ALPHA) });
    },
  ],
  [
    "Shrink",
    (graph, [x], attributes) =>
      emitShrink(graph, x!, numberAttribute(attributes, "lambd", 0.5), numberAttribute(attributes, "bias", 0)),
  ],
  ["Sign", (graph, [x]) => emitSign(graph, x!)],
  ["Slice", (graph, inputs) => emitSlice(graph, inputs)],
  ["Softplus", (graph, [x]) => emitSoftplus(graph, x!)],
  ["SpaceToDepth", (graph, [x], attributes) => emitSpaceToDepth(graph, x!, attributes)],
  ["Softsign", (graph, [x]) => emitSoftsign(graph, x!)],
  ["Sum", (graph, inputs) => emitSum(graph, inputs as readonly GraphValue[])],
  ["Swish", (graph, [x], attributes) => emitSwish(graph, x!, numberAttribute(attributes, "alpha", 1))],
  [
    "ThresholdedRelu",
    (graph, [x], attributes) => emitThresholdedRelu(graph, x!, numberAttribute(attributes, "alpha", 1)),
  ],
]);
