import { UnsupportedOptionError } from "@lockstep/core";
import { addGradient } from "./add.ts";
import { averagePoolGradient } from "./average-pool.ts";
import { convTransposeGradient } from "./conv-transpose.ts";
import { convGradient } from "./conv.ts";
import { divGradient } from "./div.ts";
import { expGradient } from "./exp.ts";
import { gemmGradient } from "./gemm.ts";
import { globalAveragePoolGradient } from "./global-average-pool.ts";
import { globalMaxPoolGradient } from "./global-max-pool.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { leakyReluGradient } from "./leaky-relu.ts";
import { logGradient } from "./log.ts";
import { maxPoolGradient } from "./max-pool.ts";
import { mulGradient } from "./mul.ts";
import { negGradient } from "./neg.ts";
import { isDifferentiable } from "./non-differentiable.ts";
import { padGradient } from "./pad.ts";
import { reduceMeanGradient } from "./reduce-mean.ts";
import { reduceSumGradient } from "./reduce-sum.ts";
import { reluGradient } from "./relu.ts";
import { reshapeGradient } from "./reshape.ts";
import { sigmoidGradient } from "./sigmoid.ts";
import { subGradient } from "./sub.ts";
import { tanhGradient } from "./tanh.ts";
import { whereGradient } from "./where.ts";

const RULES: ReadonlyMap<string, GradientRule> = new Map([
  ["Add", addGradient],
  ["AveragePool", averagePoolGradient],
  ["Conv", convGradient],
  ["ConvTranspose", convTransposeGradient],
  ["Div", divGradient],
  ["Exp", expGradient],
  ["Flatten", reshapeGradient],
  ["Gemm", gemmGradient],
  ["GlobalAveragePool", globalAveragePoolGradient],
  ["GlobalMaxPool", globalMaxPoolGradient],
  ["LeakyRelu", leakyReluGradient],
  ["Log", logGradient],
  ["MaxPool", maxPoolGradient],
  ["Mul", mulGradient],
  ["Neg", negGradient],
  ["Pad", padGradient],
  ["ReduceMean", reduceMeanGradient],
  ["ReduceSum", reduceSumGradient],
  ["Relu", reluGradient],
  ["Reshape", reshapeGradient],
  ["Sigmoid", sigmoidGradient],
  ["Sub", subGradient],
  ["Tanh", tanhGradient],
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
