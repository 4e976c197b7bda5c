import { numberAttribute } from "../graph/attribute.ts";
import { divideDimensions, multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import { isRows, normalAxis, type Dimension, type GraphShape } from "../graph/dimension.ts";
import { withContents } from "./contents.ts";
import { misfit, requiredInput, type InferenceRule, type OperatorCall } from "./operator-call.ts";

/** `Flatten`: a matrix whose rows are the axes before the attribute `axis`, and whose columns are the rest. */
export const inferFlatten: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  const axis = normalAxis(numberAttribute(call.attributes, "axis", 1), shape.length);
  return { elementType, shape: [product(call, shape.slice(0, axis)), product(call, shape.slice(axis))] };
};

/** `Reshape(x, shape)`: 0 copies a length (unless `allowzero`), -1 (once) takes what is left. */
export const inferReshape: InferenceRule = (call) => {
  const { elementType, shape, contents } = requiredInput(call, 0);
  const target = requiredInput(call, 1).contents;
  if (target === undefined) throw misfit(call, "needs a shape that is known beforehand");
  const copies = numberAttribute(call.attributes, "allowzero", 0) === 0;
  const copied = target.map((length, axis) => (length === 0 && copies ? (shape[axis] ?? 0) : length));
  const rest = remainder(
    call,
    shape,
    copied.filter((length) => length !== -1),
  );
  const found = copied.map((length) => (length === -1 ? rest : length));
  if (!copied.includes(-1) && rest !== 1) throw misfit(call, "needs a shape of as many elements");
  return withContents({ elementType, shape: found }, contents);
};

function product(call: OperatorCall, lengths: GraphShape): Dimension {
  const size = multiplyDimensions(lengths);
  if (size === undefined) throw misfit(call, "would multiply the rows by themselves");
  return size;
}

/** What is left of `shape`'s elements after dividing by the lengths of `taken`. */
function remainder(call: OperatorCall, shape: GraphShape, taken: GraphShape): Dimension {
  const [left, right] = [product(call, shape), product(call, taken)];
  // A batch may have no elements at all only where a length says so.
  if (left === 0 && right === 0) return 1;
  const rest = divideDimensions(left, right);
  const exact = rest !== undefined && multiplyDimensions([rest, right]) === left;
  if (!exact || (!isRows(rest) && rest < 0)) throw misfit(call, "needs a shape of as many elements");
  return rest;
}
