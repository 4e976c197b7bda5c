import { numberAttribute } from "../graph/attribute.ts";
import { addDimensions } from "../graph/dimension-arithmetic.ts";
import { graphShapesEqual, normalAxis, type Dimension } from "../graph/dimension.ts";
import { withContents } from "./contents.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";
import { checkedAxis } from "./checked-axis.ts";

/** `Concat` of inputs that differ in length along the attribute `axis` alone. */
export const inferConcat: InferenceRule = (call) => {
  const inputs = call.inputs.map((_, index) => requiredInput(call, index));
  const { elementType, shape } = requiredInput(call, 0);
  const axis = checkedAxis(call, numberAttribute(call.attributes, "axis", 0), shape.length);
  const others = (lengths: readonly Dimension[]): readonly Dimension[] =>
    lengths.filter((_, index) => index !== normalAxis(axis, lengths.length));
  const fit = inputs.every(
    (input) =>
      input.elementType === elementType &&
      input.shape.length === shape.length &&
      graphShapesEqual(others(input.shape), others(shape)),
  );
  if (!fit) throw misfit(call, "needs inputs of one type that differ along its axis alone");
  const length = inputs.reduce<Dimension | undefined>(
    (sum, input) => (sum === undefined ? undefined : addDimensions(sum, input.shape[axis]!)),
    0,
  );
  if (length === undefined) throw misfit(call, "would join rows to an axis of another kind");
  const contents = inputs.map((input) => input.contents);
  return withContents(
    { elementType, shape: shape.with(axis, length) },
    contents.includes(undefined) ? undefined : contents.flatMap((elements) => elements!),
  );
};
