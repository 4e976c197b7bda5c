import { numberAttribute } from "../graph/attribute.ts";
import { normalAxis, type GraphShape } from "../graph/dimension.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/** `ReduceSum`, `ReduceMean` and `ReduceMax`: axes are the second input; without it all axes are reduced. */
export const inferReduction: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  const axes = call.inputs[1] === undefined ? shape.map((_, axis) => axis) : call.inputs[1].contents;
  if (axes === undefined) throw misfit(call, "needs axes that are known beforehand");
  const reduced = axes.map((axis) => normalAxis(Number(axis), shape.length));
  return { elementType, shape: reduce(shape, reduced, numberAttribute(call.attributes, "keepdims", 1) !== 0) };
};

/** `ArgMax` along the attribute `axis`. */
export const inferArgMax: InferenceRule = (call) => {
  const { shape } = requiredInput(call, 0);
  const axis = normalAxis(numberAttribute(call.attributes, "axis", 0), shape.length);
  return { elementType: "int64", shape: reduce(shape, [axis], numberAttribute(call.attributes, "keepdims", 1) !== 0) };
};

function reduce(shape: GraphShape, axes: readonly number[], keepDimensions: boolean): GraphShape {
  if (keepDimensions) return shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  return shape.filter((_, axis) => !axes.includes(axis));
}
