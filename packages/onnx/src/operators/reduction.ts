import { numberAttribute } from "../graph/attribute.ts";
import { addDimensions, multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import { type Dimension, type GraphShape } from "../graph/dimension.ts";
import { checkedAxes, checkedAxis } from "./checked-axis.ts";
import { withContents } from "./contents.ts";
import { knownIntegers } from "./known-integers.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/** Reductions of integers that are known beforehand: of a shape to its size. */
const REDUCED_CONTENTS: ReadonlyMap<string, (elements: readonly Dimension[]) => Dimension | undefined> = new Map([
  ["ReduceProd", multiplyDimensions],
  [
    "ReduceSum",
    (elements: readonly Dimension[]) =>
      elements.reduce<Dimension | undefined>(
        (sum, element) => (sum === undefined ? sum : addDimensions(sum, element)),
        0,
      ),
  ],
]);

/** `ReduceSum`, `ReduceMean`, `ReduceMax` and others: axes are the second input; without it all axes are reduced. */
export const inferReduction: InferenceRule = (call) => {
  const { elementType, shape, contents } = requiredInput(call, 0);
  const keepDimensions = numberAttribute(call.attributes, "keepdims", 1) !== 0;
  const listed = knownIntegers(call, 1, "axes") ?? [];
  if (listed.length === 0 && numberAttribute(call.attributes, "noop_with_empty_axes", 0) !== 0) {
    throw misfit(call, "needs axes: noop_with_empty_axes, which makes it the identity, is not written here");
  }
  const axes = listed.length === 0 ? shape.map((_, axis) => axis) : listed;
  const type = { elementType, shape: reduce(shape, checkedAxes(call, axes, shape.length), keepDimensions) };
  const reduced =
    contents === undefined || elementType === "float32" || axes.length !== shape.length
      ? undefined
      : REDUCED_CONTENTS.get(call.operator)?.(contents);
  return withContents(type, reduced === undefined ? undefined : [reduced]);
};

/** `ArgMax` and `ArgMin` along the attribute `axis`. */
export const inferArgMax: InferenceRule = (call) => {
  const { shape } = requiredInput(call, 0);
  const axis = checkedAxis(call, numberAttribute(call.attributes, "axis", 0), shape.length);
  return { elementType: "int64", shape: reduce(shape, [axis], numberAttribute(call.attributes, "keepdims", 1) !== 0) };
};

function reduce(shape: GraphShape, axes: readonly number[], keepDimensions: boolean): GraphShape {
  if (keepDimensions) return shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  return shape.filter((_, axis) => !axes.includes(axis));
}
