import { UnsupportedOptionError } from "@lockstep/core";
import type { ValueType } from "../graph/graph.ts";
import {
  inferArithmetic,
  inferClip,
  inferComparison,
  inferLogical,
  inferPow,
  inferPredicate,
  inferUnary,
  inferVariadic,
  inferWhere,
} from "./broadcast.ts";
import { inferCast } from "./cast.ts";
import { inferConcat } from "./concat.ts";
import { inferConvTranspose } from "./conv-transpose.ts";
import { inferConv } from "./conv.ts";
import { inferExpand } from "./expand.ts";
import { inferGatherElements } from "./gather-elements.ts";
import { inferGatherNd, inferScatterNd } from "./gather-nd.ts";
import { inferGather } from "./gather.ts";
import { inferGemm } from "./gemm.ts";
import { inferIdentity } from "./identity.ts";
import { inferMatMul } from "./mat-mul.ts";
import { inferBatchNormalization, inferLayerNormalization } from "./normalization.ts";
import { inferOneHot } from "./one-hot.ts";
import type { InferenceRule, OperatorCall } from "./operator-call.ts";
import { inferPad } from "./pad.ts";
import { inferAveragePool, inferGlobalPool, inferMaxPool } from "./pool.ts";
import { inferRange } from "./range.ts";
import { inferArgMax, inferReduction } from "./reduction.ts";
import { inferFlatten, inferReshape } from "./reshape.ts";
import { inferResize } from "./resize.ts";
import { inferScatterElements } from "./scatter-elements.ts";
import { inferShape, inferSize } from "./shape.ts";
import { inferSlice } from "./slice.ts";
import { inferSplit } from "./split.ts";
import { inferSqueeze, inferUnsqueeze } from "./squeeze.ts";
import { inferTile } from "./tile.ts";
import { inferTopK } from "./top-k.ts";
import { inferTranspose } from "./transpose.ts";

const RULES: ReadonlyMap<string, InferenceRule> = new Map([
  ["Abs", inferUnary],
  ["Acos", inferUnary],
  ["Acosh", inferUnary],
  ["Add", inferArithmetic],
  ["And", inferLogical],
  ["ArgMax", inferArgMax],
  ["ArgMin", inferArgMax],
  ["Asin", inferUnary],
  ["Asinh", inferUnary],
  ["Atan", inferUnary],
  ["Atanh", inferUnary],
  ["AveragePool", inferAveragePool],
  ["BatchNormalization", inferBatchNormalization],
  ["Cast", inferCast],
  ["Ceil", inferUnary],
  ["Clip", inferClip],
  ["Concat", inferConcat],
  ["Conv", inferConv],
  ["ConvTranspose", inferConvTranspose],
  ["Cos", inferUnary],
  ["Cosh", inferUnary],
  ["CumSum", inferUnary],
  ["Div", inferArithmetic],
  ["Equal", inferComparison],
  ["Erf", inferUnary],
  ["Exp", inferUnary],
  ["Expand", inferExpand],
  ["Flatten", inferFlatten],
  ["Floor", inferUnary],
  ["Gather", inferGather],
  ["GatherElements", inferGatherElements],
  ["GatherND", inferGatherNd],
  ["Gelu", inferUnary],
  ["Gemm", inferGemm],
  ["GlobalAveragePool", inferGlobalPool],
  ["GlobalMaxPool", inferGlobalPool],
  ["Greater", inferComparison],
  ["GreaterOrEqual", inferComparison],
  ["Identity", inferIdentity],
  ["IsInf", inferPredicate],
  ["IsNaN", inferPredicate],
  ["LayerNormalization", inferLayerNormalization],
  ["LeakyRelu", inferUnary],
  ["Less", inferComparison],
  ["LessOrEqual", inferComparison],
  ["Log", inferUnary],
  ["LogSoftmax", inferUnary],
  ["MatMul", inferMatMul],
  ["Max", inferVariadic],
  ["MaxPool", inferMaxPool],
  ["Min", inferVariadic],
  ["Mod", inferArithmetic],
  ["Mul", inferArithmetic],
  ["Neg", inferUnary],
  ["Not", inferLogical],
  ["OneHot", inferOneHot],
  ["Or", inferLogical],
  ["Pad", inferPad],
  ["Pow", inferPow],
  ["Range", inferRange],
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
  ["Resize", inferResize],
  ["Round", inferUnary],
  ["ScatterElements", inferScatterElements],
  ["ScatterND", inferScatterNd],
  ["Shape", inferShape],
  ["Sigmoid", inferUnary],
  ["Sign", inferUnary],
  ["Sin", inferUnary],
  ["Sinh", inferUnary],
  ["Size", inferSize],
  ["Slice", inferSlice],
  ["Softmax", inferUnary],
  ["Split", inferSplit],
  ["Sqrt", inferUnary],
  ["Squeeze", inferSqueeze],
  ["Sub", inferArithmetic],
  ["Tan", inferUnary],
  ["Tanh", inferUnary],
  ["Tile", inferTile],
  ["TopK", inferTopK],
  ["Transpose", inferTranspose],
  ["Trilu", inferUnary],
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

/** Whether an operator has shape inference here, without which it cannot be in a graph. */
export function knowsOperator(operator: string): boolean {
  return RULES.has(operator);
}
