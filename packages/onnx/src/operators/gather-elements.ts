import { numberAttribute } from "../graph/attribute.ts";
import { checkedAxis } from "./checked-axis.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/** `GatherElements(x, indices)`: along the attribute `axis`, y[.., k, ..] = x[.., indices[.., k, ..], ..]. */
export const inferGatherElements: InferenceRule = (call) => {
  const [x, indices] = [requiredInput(call, 0), requiredInput(call, 1)];
  checkedAxis(call, numberAttribute(call.attributes, "axis", 0), x.shape.length);
  if (indices.shape.length !== x.shape.length) throw misfit(call, "needs indices of as many axes");
  return { elementType: x.elementType, shape: indices.shape };
};
