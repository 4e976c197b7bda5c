import { numberAttribute } from "../graph/attribute.ts";
import { checkedAxis } from "./checked-axis.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/** `OneHot(indices, depth, [off, on])`: a new axis, at the attribute `axis`, that is on at an index. */
export const inferOneHot: InferenceRule = (call) => {
  const { shape } = requiredInput(call, 0);
  const depth = requiredInput(call, 1).contents?.[0];
  if (depth === undefined) throw misfit(call, "needs a depth that is known beforehand");
  const axis = checkedAxis(call, numberAttribute(call.attributes, "axis", -1), shape.length + 1);
  return { elementType: requiredInput(call, 2).elementType, shape: shape.toSpliced(axis, 0, depth) };
};
