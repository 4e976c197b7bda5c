import { numberAttribute } from "../graph/attribute.ts";
import { checkedAxis } from "./checked-axis.ts";
import { knownIntegers } from "./known-integers.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/** `TopK(x, k)`: the k largest (or least) along the attribute `axis`, and where they were. */
export const inferTopK: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  const axis = checkedAxis(call, numberAttribute(call.attributes, "axis", -1), shape.length);
  const count = knownIntegers(call, 1, "a number of elements")?.[0];
  const length = shape[axis]!;
  if (count === undefined || typeof length === "string" || count < 0 || count > length) {
    throw misfit(call, "needs a number of elements that its axis has");
  }
  const taken = shape.with(axis, count);
  return [
    { elementType, shape: taken },
    { elementType: "int64", shape: taken },
  ];
};
