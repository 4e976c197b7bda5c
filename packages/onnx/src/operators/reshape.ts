import { numberAttribute } from "../graph/attribute.ts";
import { normalAxis, type Dimension, type GraphShape } from "../graph/dimension.ts";
import { broadcastShape } from "./broadcast.ts";
import { misfit, requiredInput, type InferenceRule, type OperatorCall } from "./operator-call.ts";

/** `Flatten`: a matrix whose rows are the axes before the attribute `axis`, and whose columns are the rest. */
export const inferFlatten: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  const axis = normalAxis(numberAttribute(call.attributes, "axis", 1), shape.length);
  return { elementType, shape: [product(call, shape.slice(0, axis)), product(call, shape.slice(axis))] };
};

/** `Reshape(x, shape)`: 0 copies a length, -1 (once) takes what is left. */
export const inferReshape: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  const target = requiredInput(call, 1).contents;
  if (target === undefined) throw misfit(call, "needs a shape that is known beforehand");
  const copied = target.map((length, axis) => (length === 0 ? (shape[axis] ?? 0) : length));
  const rest = remainder(
    call,
    shape,
    copied.filter((length) => length !== -1),
  );
  if (copied.includes(-1)) return { elementType, shape: copied.map((length) => (length === -1 ? rest : length)) };
  if (rest !== 1) throw misfit(call, "needs a shape of as many elements");
  return { elementType, shape: copied };
};

/** `Expand(x, shape)`: broadcasts both ways, so that a length of 1 in `shape` keeps x's. */
export const inferExpand: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  const target = requiredInput(call, 1).contents;
  if (target === undefined) throw misfit(call, "needs a shape that is known beforehand");
  return { elementType, shape: broadcastShape(call, [shape, target]) };
};

/** `Shape`: the lengths of its input, known beforehand as far as the input's shape is. */
export const inferShape: InferenceRule = (call) => {
  const { shape } = requiredInput(call, 0);
  return { elementType: "int64", shape: [shape.length], contents: shape };
};

function product(call: OperatorCall, lengths: GraphShape): Dimension {
  const symbolic = lengths.filter((length) => length === "rows").length;
  const known = lengths.reduce<number>((size, length) => (length === "rows" ? size : size * length), 1);
  if (symbolic === 0) return known;
  if (symbolic > 1 || known !== 1) throw misfit(call, "would mix the rows with another axis");
  return "rows";
}

/** What is left of `shape`'s elements after dividing by the lengths of `taken`. */
function remainder(call: OperatorCall, shape: GraphShape, taken: GraphShape): Dimension {
  const left = shape.filter((length) => length !== "rows");
  const right = taken.filter((length) => length !== "rows");
  const symbolic = shape.length - left.length - (taken.length - right.length);
  const size = Number(product(call, left)) / Number(product(call, right));
  if (symbolic < 0 || !Number.isInteger(size)) throw misfit(call, "needs a shape of as many elements");
  return product(call, [...Array.from({ length: symbolic }, () => "rows" as const), size]);
}
