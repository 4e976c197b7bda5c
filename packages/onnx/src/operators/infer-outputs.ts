import { UnsupportedOptionError } from "@lockstep/core";
import type { ValueType } from "../graph/graph.ts";
import {
  inferArithmetic,
  inferClip,
  inferComparison,
  inferExtreme,
  inferPow,
  inferUnary,
  inferWhere,
} from "./broadcast.ts";
import { inferCast } from "./cast.ts";
import { inferGemm } from "./gemm.ts";
import { inferBatchNormalization, inferLayerNormalization } from "./normalization.ts";
import type { InferenceRule, OperatorCall } from "./operator-call.ts";
import { inferArgMax, inferReduction } from "./reduction.ts";
import { inferExpand, inferFlatten, inferReshape, inferShape } from "./reshape.ts";

const RULES: ReadonlyMap<string, InferenceRule> = new Map([
  ["Abs", inferUnary],
  ["Acos", inferUnary],
  ["Acosh", inferUnary],
  ["Add", inferArithmetic],
  ["ArgMax", inferArgMax],
  ["ArgMin", inferArgMax],
  ["Asin", inferUnary],
  ["Asinh", inferUnary],
  ["Atan", inferUnary],
  ["Atanh", inferUnary],
  ["BatchNormalization", inferBatchNormalization],
  ["Cast", inferCast],
  ["Ceil", inferUnary],
  ["Celu", inferUnary],
  ["Clip", inferClip],
  ["Cos", inferUnary],
  ["Cosh", inferUnary],
  ["Div", inferArithmetic],
  ["Elu", inferUnary],
  ["Equal", inferComparison],
  ["Erf", inferUnary],
  ["Exp", inferUnary],
  ["Expand", inferExpand],
  ["Flatten", inferFlatten],
  ["Floor", inferUnary],
  ["Gelu", inferUnary],
  ["Gemm", inferGemm],
  ["Greater", inferComparison],
  ["LayerNormalization", inferLayerNormalization],
  ["LeakyRelu", inferUnary],
  ["Less", inferComparison],
  ["LessOrEqual", inferComparison],
  ["Log", inferUnary],
  ["LogSoftmax", inferUnary],
  ["Max", inferExtreme],
  ["Min", inferExtreme],
  ["Mul", inferArithmetic],
  ["Neg", inferUnary],
  ["Pow", inferPow],
  ["Reciprocal", inferUnary],
  ["ReduceL1", inferReduction],
  ["ReduceL2", inferReduction],
  ["ReduceLogSum", inferReduction],
  ["ReduceLogSumExp", inferReduction],
  ["ReduceMax", inferReduction],
  ["ReduceMean", inferReduction],
  ["ReduceMin", inferReduction],
  ["ReduceProd", inferReduction],
  ["ReduceSum", inferReduction],
  ["ReduceSumSquare", inferReduction],
  ["Relu", inferUnary],
  ["Reshape", inferReshape],
  ["Round", inferUnary],
  ["Selu", inferUnary],
  ["Shape", inferShape],
  ["Sigmoid", inferUnary],
  ["Sign", inferUnary],
  ["Sin", inferUnary],
  ["Sinh", inferUnary],
  ["Softmax", inferUnary],
  ["Softplus", inferUnary],
  ["Softsign", inferUnary],
  ["Sqrt", inferUnary],
  ["Sub", inferArithmetic],
  ["Tan", inferUnary],
  ["Tanh", inferUnary],
  ["Where", inferWhere],
]);

/**
 * Element type and shape of the outputs of an operator that are wanted.
 *
 * @throws {UnsupportedOptionError} for an operator without a rule, or that has fewer outputs here.
 * @throws {ShapeMismatchError} if the inputs do not fit.
 */
export function inferOutputs(call: OperatorCall): readonly ValueType[] {
  const rule = RULES.get(call.operator);
  if (rule === undefined) {
    throw new UnsupportedOptionError({
      subject: `operator ${call.operator}`,
      rule: "has no shape inference here",
      remedy: `Known operators: ${[...RULES.keys()].join(", ")}.`,
    });
  }
  const types = [rule(call)].flat() as readonly ValueType[];
  if (types.length >= call.outputCount) return types.slice(0, call.outputCount);
  throw new UnsupportedOptionError({
    subject: `operator ${call.operator}`,
    rule: `has ${types.length} output${types.length === 1 ? "" : "s"} here`,
    received: call.outputCount,
  });
}
