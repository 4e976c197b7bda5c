import { UnsupportedOptionError } from "@lockstep/core";
import type { ValueType } from "../graph/graph.ts";
import { inferArithmetic, inferComparison, inferLogical, inferUnary, inferVariadic, inferWhere } from "./broadcast.ts";
import { inferCast } from "./cast.ts";
import { inferConcat } from "./concat.ts";
import { inferConvTranspose } from "./conv-transpose.ts";
import { inferConv } from "./conv.ts";
import { inferExpand } from "./expand.ts";
import { inferGather } from "./gather.ts";
import { inferGemm } from "./gemm.ts";
import { inferIdentity } from "./identity.ts";
import type { InferenceRule, OperatorCall } from "./operator-call.ts";
import { inferPad } from "./pad.ts";
import { inferAveragePool, inferGlobalPool, inferMaxPool } from "./pool.ts";
import { inferArgMax, inferReduction } from "./reduction.ts";
import { inferRange } from "./range.ts";
import { inferFlatten, inferReshape } from "./reshape.ts";
import { inferScatterElements } from "./scatter-elements.ts";
import { inferShape, inferSize } from "./shape.ts";
import { inferSlice } from "./slice.ts";
import { inferSqueeze, inferUnsqueeze } from "./squeeze.ts";
import { inferTranspose } from "./transpose.ts";

const RULES: ReadonlyMap<string, InferenceRule> = new Map([
  ["Abs", inferUnary],
  ["Add", inferArithmetic],
  ["And", inferLogical],
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
  ["Gather", inferGather],
  ["Gemm", inferGemm],
  ["GlobalAveragePool", inferGlobalPool],
  ["GlobalMaxPool", inferGlobalPool],
  ["Greater", inferComparison],
  ["GreaterOrEqual", inferComparison],
  ["Identity", inferIdentity],
  ["LeakyRelu", inferUnary],
  ["Less", inferComparison],
  ["LessOrEqual", inferComparison],
  ["Log", inferUnary],
  ["Max", inferVariadic],
  ["MaxPool", inferMaxPool],
  ["Min", inferVariadic],
  ["Mod", inferArithmetic],
  ["Mul", inferArithmetic],
  ["Neg", inferUnary],
  ["Not", inferLogical],
  ["Or", inferLogical],
  ["Pad", inferPad],
  ["Range", inferRange],
  ["ReduceMax", inferReduction],
  ["ReduceMean", inferReduction],
  ["ReduceMin", inferReduction],
  ["ReduceProd", inferReduction],
  ["ReduceSum", inferReduction],
  ["Relu", inferUnary],
  ["Reshape", inferReshape],
  ["Round", inferUnary],
  ["ScatterElements", inferScatterElements],
  ["Shape", inferShape],
  ["Sigmoid", inferUnary],
  ["Sign", inferUnary],
  ["Size", inferSize],
  ["Slice", inferSlice],
  ["Sqrt", inferUnary],
  ["Squeeze", inferSqueeze],
  ["Sub", inferArithmetic],
  ["Tanh", inferUnary],
  ["Transpose", inferTranspose],
  ["Unsqueeze", inferUnsqueeze],
  ["Where", inferWhere],
  ["Xor", inferLogical],
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
