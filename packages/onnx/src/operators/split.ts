import { numberAttribute } from "../graph/attribute.ts";
import { addDimensions } from "../graph/dimension-arithmetic.ts";
import { isRows, type Dimension, type GraphShape } from "../graph/dimension.ts";
import { checkedAxis } from "./checked-axis.ts";
import { withContents } from "./contents.ts";
import { misfit, requiredInput, type InferenceRule, type OperatorCall } from "./operator-call.ts";

/** `Split(x, lengths?)` along the attribute `axis`: into parts of these lengths, or into `num_outputs` equal ones. */
export const inferSplit: InferenceRule = (call) => {
  const { elementType, shape, contents } = requiredInput(call, 0);
  const axis = checkedAxis(call, numberAttribute(call.attributes, "axis", 0), shape.length);
  const lengths = partLengths(call, shape[axis]!);
  const starts = lengths.map((_, index) => sum(lengths.slice(0, index)));
  return lengths.map((length, index) => {
    const start = starts[index];
    const part = typeof start === "number" && !isRows(length) ? contents?.slice(start, start + length) : undefined;
    return withContents({ elementType, shape: shape.with(axis, length) }, part);
  });
};

function partLengths(call: OperatorCall, length: Dimension): GraphShape {
  const given = call.inputs[1];
  if (given !== undefined) {
    const { contents } = given;
    if (contents === undefined) throw misfit(call, "needs lengths that are known beforehand");
    if (sum(contents) !== length) throw misfit(call, "needs lengths that fill the axis");
    return contents;
  }
  const count = numberAttribute(call.attributes, "num_outputs", call.outputCount);
  if (isRows(length)) throw misfit(call, "cuts the rows only into lengths that are given");
  // The last part is shorter where they are not equal.
  const part = Math.ceil(length / count);
  return Array.from({ length: count }, (_, index) => Math.max(0, Math.min(part, length - index * part)));
}

function sum(lengths: GraphShape): Dimension | undefined {
  return lengths.reduce<Dimension | undefined>(
    (total, length) => (total === undefined ? total : addDimensions(total, length)),
    0,
  );
}
