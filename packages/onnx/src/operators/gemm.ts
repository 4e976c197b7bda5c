import { numberAttribute } from "../graph/attribute.ts";
import type { GraphShape } from "../graph/dimension.ts";
import { graphShapesEqual } from "../graph/dimension.ts";
import { broadcastShape } from "./broadcast.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/** `Gemm(A, B, C?)` = alpha · A'·B' + beta · C, where ' transposes if `transA` or `transB` say so. */
export const inferGemm: InferenceRule = (call) => {
  const { attributes, inputs } = call;
  const [a, b] = [requiredInput(call, 0), requiredInput(call, 1)];
  if (a.shape.length !== 2 || b.shape.length !== 2) throw misfit(call, "needs matrices");
  const [rows, inner] = numberAttribute(attributes, "transA", 0) === 0 ? a.shape : a.shape.toReversed();
  const [innerOfB, columns] = numberAttribute(attributes, "transB", 0) === 0 ? b.shape : b.shape.toReversed();
  if (inner !== innerOfB) throw misfit(call, "needs inner lengths that agree");
  const shape: GraphShape = [rows!, columns!];
  const bias = inputs[2];
  if (bias !== undefined && !graphShapesEqual(broadcastShape(call, [shape, bias.shape]), shape)) {
    throw misfit(call, "needs a bias that broadcasts to its output");
  }
  return { elementType: a.elementType, shape };
};
