import { numbersAttribute } from "../graph/attribute.ts";
import { checkedAxes } from "./checked-axis.ts";
import { withContents } from "./contents.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/** `Transpose`: axis k of the output is axis `perm[k]` of the input; without the attribute, in reversed order. */
export const inferTranspose: InferenceRule = (call) => {
  const { elementType, shape, contents } = requiredInput(call, 0);
  const given = numbersAttribute(call.attributes, "perm") ?? shape.map((_, axis) => axis).toReversed();
  const order = checkedAxes(call, given, shape.length);
  if (order.length !== shape.length) throw misfit(call, "needs every axis once");
  return withContents({ elementType, shape: order.map((axis) => shape[axis]!) }, contents);
};
