import { UnsupportedOptionError } from "@lockstep/core";
import type { ValueType } from "../graph/graph.ts";
import { inferArithmetic, inferComparison, inferUnary, inferWhere } from "./broadcast.ts";
import { inferCast } from "./cast.ts";
import { inferConcat } from "./concat.ts";
import { inferConvTranspose } from "./conv-transpose.ts";
import { inferConv } from "./conv.ts";
import { inferGemm } from "./gemm.ts";
import type { InferenceRule, OperatorCall } from "./operator-call.ts";
import { inferAveragePool, inferGlobalPool, inferMaxPool } from "./pool.ts";
import { inferArgMax, inferReduction } from "./reduction.ts";
import { inferExpand, inferFlatten, inferReshape, inferShape } from "./reshape.ts";
import { inferSlice } from "./slice.ts";
import { inferTranspose } from "./transpose.ts";

const RULES: ReadonlyMap<string, InferenceRule> = new Map([
  ["Add", inferArithmetic],
  ["ArgMax", inferArgMax],
  ["AveragePool", inferAveragePool],
  ["Cast", inferCast],
  ["Ceil", inferUnary],
  ["Concat", inferConcat],
  ["Conv", inferConv],
  ["ConvTranspose", inferConvTranspose],
  ["Div", inferArithmetic],
  ["Equal", inferComparison],
  ["Exp", inferUnary],
  ["Expand", inferExpand],
  ["Flatten", inferFlatten],
  ["Floor", inferUnary],
  ["Gemm", inferGemm],
  ["GlobalAveragePool", inferGlobalPool],
  ["GlobalMaxPool", inferGlobalPool],
  ["Greater", inferComparison],
  ["LeakyRelu", inferUnary],
  ["Less", inferComparison],
  ["LessOrEqual", inferComparison],
  ["Log", inferUnary],
  ["MaxPool", inferMaxPool],
  ["Mul", inferArithmetic],
  ["Neg", inferUnary],
  ["ReduceMax", inferReduction],
  ["ReduceMean", inferReduction],
  ["ReduceSum", inferReduction],
  ["Relu", inferUnary],
  ["Reshape", inferReshape],
  ["Round", inferUnary],
  ["Shape", inferShape],
  ["Sigmoid", inferUnary],
  ["Sign", inferUnary],
  ["Slice", inferSlice],
  ["Sqrt", inferUnary],
  ["Sub", inferArithmetic],
  ["Tanh", inferUnary],
  ["Transpose", inferTranspose],
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
