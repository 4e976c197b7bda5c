import { numberAttribute } from "../graph/attribute.ts";
import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import { normalAxis } from "../graph/dimension.ts";
import { withContents } from "./contents.ts";
import { requiredInput, type InferenceRule } from "./operator-call.ts";

/** `Shape`: the lengths of its input from axis `start` to before `end`, known beforehand as far as the input's shape is. */
export const inferShape: InferenceRule = (call) => {
  const { shape } = requiredInput(call, 0);
  const start = normalAxis(numberAttribute(call.attributes, "start", 0), shape.length);
  const end = normalAxis(numberAttribute(call.attributes, "end", shape.length), shape.length);
  const contents = shape.slice(Math.max(start, 0), Math.max(end, 0));
  return { elementType: "int64", shape: [contents.length], contents };
};

/** `Size`: the number of elements. */
export const inferSize: InferenceRule = (call) => {
  const size = multiplyDimensions(requiredInput(call, 0).shape);
  return withContents({ elementType: "int64", shape: [] }, size === undefined ? undefined : [size]);
};
