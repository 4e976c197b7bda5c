import { UnsupportedOptionError } from "@lockstep/core";
import { addGradient } from "./add.ts";
import { averagePoolGradient } from "./average-pool.ts";
import { convTransposeGradient } from "./conv-transpose.ts";
import { convGradient } from "./conv.ts";
import { concatGradient } from "./concat.ts";
import { cumSumGradient } from "./cum-sum.ts";
import { divGradient } from "./div.ts";
import { expGradient } from "./exp.ts";
import { expandGradient } from "./expand.ts";
import { gatherGradient } from "./gather.ts";
import { gatherElementsGradient, scatterElementsGradient } from "./gather-elements.ts";
import { gatherNdGradient, scatterNdGradient } from "./gather-nd.ts";
import { gemmGradient } from "./gemm.ts";
import { globalAveragePoolGradient } from "./global-average-pool.ts";
import { globalMaxPoolGradient } from "./global-max-pool.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { identityGradient } from "./identity.ts";
import { leakyReluGradient } from "./leaky-relu.ts";
import { logGradient } from "./log.ts";
import { maxPoolGradient } from "./max-pool.ts";
import { matMulGradient } from "./mat-mul.ts";
import { mulGradient } from "./mul.ts";
import { negGradient } from "./neg.ts";
import { isDifferentiable } from "./non-differentiable.ts";
import { padGradient } from "./pad.ts";
import { reduceMeanGradient } from "./reduce-mean.ts";
import { reduceSumGradient } from "./reduce-sum.ts";
import { reluGradient } from "./relu.ts";
import { reshapeGradient } from "./reshape.ts";
import { sigmoidGradient } from "./sigmoid.ts";
import { sliceGradient } from "./slice.ts";
import { splitGradient } from "./split.ts";
import { subGradient } from "./sub.ts";
import { tanhGradient } from "./tanh.ts";
import { tileGradient } from "./tile.ts";
import { topKGradient } from "./top-k.ts";
import { transposeGradient } from "./transpose.ts";
import { triluGradient } from "./trilu.ts";
import { whereGradient } from "./where.ts";

const RULES: ReadonlyMap<string, GradientRule> = new Map([
  ["Add", addGradient],
  ["AveragePool", averagePoolGradient],
  ["Conv", convGradient],
  ["ConvTranspose", convTransposeGradient],
  ["Cast", identityGradient],
  ["Concat", concatGradient],
  ["CumSum", cumSumGradient],
  ["Div", divGradient],
  ["Exp", expGradient],
  ["Expand", expandGradient],
  ["Flatten", reshapeGradient],
  ["Gather", gatherGradient],
  ["GatherElements", gatherElementsGradient],
  ["GatherND", gatherNdGradient],
  ["Gemm", gemmGradient],
  ["GlobalAveragePool", globalAveragePoolGradient],
  ["GlobalMaxPool", globalMaxPoolGradient],
  ["LeakyRelu", leakyReluGradient],
  ["Log", logGradient],
  ["MaxPool", maxPoolGradient],
  ["Identity", identityGradient],
  ["LeakyRelu", leakyReluGradient],
  ["Log", logGradient],
  ["MatMul", matMulGradient],
  ["Mul", mulGradient],
  ["Neg", negGradient],
  ["Pad", padGradient],
  ["ReduceMean", reduceMeanGradient],
  ["ReduceSum", reduceSumGradient],
  ["Relu", reluGradient],
  ["Reshape", reshapeGradient],
  ["ScatterElements", scatterElementsGradient],
  ["ScatterND", scatterNdGradient],
  ["Sigmoid", sigmoidGradient],
  ["Slice", sliceGradient],
  ["Split", splitGradient],
  ["Squeeze", reshapeGradient],
  ["Sub", subGradient],
  ["Tanh", tanhGradient],
  ["Tile", tileGradient],
  ["TopK", topKGradient],
  ["Transpose", transposeGradient],
  ["Trilu", triluGradient],
  ["Unsqueeze", reshapeGradient],
  ["Where", whereGradient],
]);

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
