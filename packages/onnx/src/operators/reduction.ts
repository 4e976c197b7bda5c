import { numberAttribute } from "../graph/attribute.ts";
import { normalAxis, type GraphShape } from "../graph/dimension.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/** Reductions: axes are the second input; without any all are reduced. */
export const inferReduction: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  const axes = call.inputs[1] === undefined ? [] : call.inputs[1].contents;
  if (axes === undefined) throw misfit(call, "needs axes that are known beforehand");
  if (axes.length === 0 && numberAttribute(call.attributes, "noop_with_empty_axes", 0) !== 0) {
    throw misfit(call, "needs axes: noop_with_empty_axes, which makes it the identity, is not written here");
  }
  const reduced =
    axes.length === 0 ? shape.map((_, axis) => axis) : axes.map((axis) => normalAxis(Number(axis), shape.length));
  if (reduced.some((axis) => axis < 0 || axis >= shape.length)) throw misfit(call, "needs axes of its input");
  return { elementType, shape: reduce(shape, reduced, numberAttribute(call.attributes, "keepdims", 1) !== 0) };
};

/** `ArgMax` and `ArgMin` along the attribute `axis`. */
export const inferArgMax: InferenceRule = (call) => {
  const { shape } = requiredInput(call, 0);
  const axis = normalAxis(numberAttribute(call.attributes, "axis", 0), shape.length);
  return { elementType: "int64", shape: reduce(shape, [axis], numberAttribute(call.attributes, "keepdims", 1) !== 0) };
};

function reduce(shape: GraphShape, axes: readonly number[], keepDimensions: boolean): GraphShape {
  if (keepDimensions) return shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  return shape.filter((_, axis) => !axes.includes(axis));
}
