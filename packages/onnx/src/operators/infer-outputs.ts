import { UnsupportedOptionError } from "@lockstep/core";
import type { ValueType } from "../graph/graph.ts";
import { inferArithmetic, inferComparison, inferUnary, inferWhere } from "./broadcast.ts";
import { inferCast } from "./cast.ts";
import { inferGemm } from "./gemm.ts";
import type { InferenceRule, OperatorCall } from "./operator-call.ts";
import { inferArgMax, inferReduction } from "./reduction.ts";
import { inferExpand, inferFlatten, inferReshape, inferShape } from "./reshape.ts";

const RULES: ReadonlyMap<string, InferenceRule> = new Map([
  ["Add", inferArithmetic],
  ["ArgMax", inferArgMax],
  ["Cast", inferCast],
  ["Ceil", inferUnary],
  ["Div", inferArithmetic],
  ["Equal", inferComparison],
  ["Exp", inferUnary],
  ["Expand", inferExpand],
  ["Flatten", inferFlatten],
  ["Floor", inferUnary],
  ["Gemm", inferGemm],
  ["Greater", inferComparison],
  ["Identity", inferUnary],
  ["LeakyRelu", inferUnary],
  ["Less", inferComparison],
  ["LessOrEqual", inferComparison],
  ["Log", inferUnary],
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
  ["Sqrt", inferUnary],
  ["Sub", inferArithmetic],
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
