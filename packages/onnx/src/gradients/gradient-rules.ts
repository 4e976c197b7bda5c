import { UnsupportedOptionError } from "@lockstep/core";
import { absGradient } from "./abs.ts";
import { addGradient } from "./add.ts";
import { averagePoolGradient } from "./average-pool.ts";
import { batchNormalizationGradient } from "./batch-normalization.ts";
import { clipGradient } from "./clip.ts";
import { concatGradient } from "./concat.ts";
import { convTransposeGradient } from "./conv-transpose.ts";
import { convGradient } from "./conv.ts";
import { cumSumGradient } from "./cum-sum.ts";
import { divGradient } from "./div.ts";
import { erfGradient } from "./erf.ts";
import { expGradient } from "./exp.ts";
import { expandGradient } from "./expand.ts";
import { extremeGradient } from "./extreme.ts";
import { gatherElementsGradient, scatterElementsGradient } from "./gather-elements.ts";
import { gatherNdGradient, scatterNdGradient } from "./gather-nd.ts";
import { gatherGradient } from "./gather.ts";
import { geluGradient } from "./gelu.ts";
import { gemmGradient } from "./gemm.ts";
import { globalAveragePoolGradient } from "./global-average-pool.ts";
import { globalMaxPoolGradient } from "./global-max-pool.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { acoshGradient, asinhGradient, atanhGradient, coshGradient, sinhGradient } from "./hyperbolic.ts";
import { identityGradient } from "./identity.ts";
import { layerNormalizationGradient } from "./layer-normalization.ts";
import { leakyReluGradient } from "./leaky-relu.ts";
import { logGradient } from "./log.ts";
import { matMulGradient } from "./mat-mul.ts";
import { maxPoolGradient } from "./max-pool.ts";
import { mulGradient } from "./mul.ts";
import { negGradient } from "./neg.ts";
import { isDifferentiable } from "./non-differentiable.ts";
import { padGradient } from "./pad.ts";
import { powGradient } from "./pow.ts";
import { reciprocalGradient } from "./reciprocal.ts";
import { reduceExtremeGradient } from "./reduce-extreme.ts";
import { reduceLogSumExpGradient, reduceLogSumGradient } from "./reduce-log-sum.ts";
import { reduceMeanGradient } from "./reduce-mean.ts";
import { reduceL1Gradient, reduceL2Gradient, reduceSumSquareGradient } from "./reduce-norm.ts";
import { reduceProdGradient } from "./reduce-prod.ts";
import { reduceSumGradient } from "./reduce-sum.ts";
import { reluGradient } from "./relu.ts";
import { reshapeGradient } from "./reshape.ts";
import { resizeGradient } from "./resize.ts";
import { sigmoidGradient } from "./sigmoid.ts";
import { sliceGradient } from "./slice.ts";
import { softmaxGradient } from "./softmax.ts";
import { splitGradient } from "./split.ts";
import { sqrtGradient } from "./sqrt.ts";
import { subGradient } from "./sub.ts";
import { tanhGradient } from "./tanh.ts";
import { tileGradient } from "./tile.ts";
import { topKGradient } from "./top-k.ts";
import { transposeGradient } from "./transpose.ts";
import { acosGradient, asinGradient, atanGradient, cosGradient, sinGradient, tanGradient } from "./trigonometric.ts";
import { triluGradient } from "./trilu.ts";
import { whereGradient } from "./where.ts";

const RULES: ReadonlyMap<string, GradientRule> = new Map([
  ["Abs", absGradient],
  ["Acos", acosGradient],
  ["Acosh", acoshGradient],
  ["Add", addGradient],
  ["Asin", asinGradient],
  ["Asinh", asinhGradient],
  ["Atan", atanGradient],
  ["Atanh", atanhGradient],
  ["AveragePool", averagePoolGradient],
  ["BatchNormalization", batchNormalizationGradient],
  ["Cast", identityGradient],
  ["Clip", clipGradient],
  ["Concat", concatGradient],
  ["Conv", convGradient],
  ["ConvTranspose", convTransposeGradient],
  ["Cos", cosGradient],
  ["Cosh", coshGradient],
  ["CumSum", cumSumGradient],
  ["Div", divGradient],
  ["Erf", erfGradient],
  ["Exp", expGradient],
  ["Expand", expandGradient],
  ["Flatten", reshapeGradient],
  ["Gather", gatherGradient],
  ["GatherElements", gatherElementsGradient],
  ["GatherND", gatherNdGradient],
  ["Gelu", geluGradient],
  ["Gemm", gemmGradient],
  ["GlobalAveragePool", globalAveragePoolGradient],
  ["GlobalMaxPool", globalMaxPoolGradient],
  ["Identity", identityGradient],
  ["LayerNormalization", layerNormalizationGradient],
  ["LeakyRelu", leakyReluGradient],
  ["Log", logGradient],
  ["MatMul", matMulGradient],
  ["Max", extremeGradient],
  ["MaxPool", maxPoolGradient],
  ["Min", extremeGradient],
  ["Mul", mulGradient],
  ["Neg", negGradient],
  ["Pad", padGradient],
  ["Pow", powGradient],
  ["Reciprocal", reciprocalGradient],
  ["ReduceL1", reduceL1Gradient],
  ["ReduceL2", reduceL2Gradient],
  ["ReduceLogSum", reduceLogSumGradient],
  ["ReduceLogSumExp", reduceLogSumExpGradient],
  ["ReduceMax", reduceExtremeGradient],
  ["ReduceMean", reduceMeanGradient],
  ["ReduceMin", reduceExtremeGradient],
  ["ReduceProd", reduceProdGradient],
  ["ReduceSum", reduceSumGradient],
  ["ReduceSumSquare", reduceSumSquareGradient],
  ["Relu", reluGradient],
  ["Reshape", reshapeGradient],
  ["Resize", resizeGradient],
  ["ScatterElements", scatterElementsGradient],
  ["ScatterND", scatterNdGradient],
  ["Sigmoid", sigmoidGradient],
  ["Sin", sinGradient],
  ["Sinh", sinhGradient],
  ["Slice", sliceGradient],
  ["Softmax", softmaxGradient],
  ["Split", splitGradient],
  ["Sqrt", sqrtGradient],
  ["Squeeze", reshapeGradient],
  ["Sub", subGradient],
  ["Tan", tanGradient],
  ["Tanh", tanhGradient],
  ["Tile", tileGradient],
  ["TopK", topKGradient],
  ["Transpose", transposeGradient],
  ["Trilu", triluGradient],
  ["Unsqueeze", reshapeGradient],
  ["Where", whereGradient],
]);

/** The operators that have a rule. */
export const OPERATORS_WITH_GRADIENT: readonly string[] = [...RULES.keys()];

/**
 * The rule of an operator.
 *
 * @throws {UnsupportedOptionError} if the operator has no derivative, or no rule here.
 */
export function gradientRule(operator: string): GradientRule {
  const rule = RULES.get(operator);
  if (rule !== undefined) return rule;
  throw new UnsupportedOptionError({
    subject: `differentiate: operator ${operator}`,
    rule: isDifferentiable(operator) ? "has no gradient rule" : "is not differentiable",
    remedy: `Operators with a rule: ${[...RULES.keys()].join(", ")}.`,
  });
}
