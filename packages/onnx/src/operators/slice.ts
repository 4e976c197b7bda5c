import type { Dimension } from "../graph/dimension.ts";
import { checkedAxes } from "./checked-axis.ts";
import { withContents } from "./contents.ts";
import { knownIntegers } from "./known-integers.ts";
import { misfit, requiredInput, type InferenceRule, type OperatorCall } from "./operator-call.ts";
import { sliceLength, sliceStart, type SliceBounds } from "./slice-length.ts";

/** One axis that a `Slice` cuts. */
export interface SlicedAxis extends SliceBounds {
  readonly axis: number;
}

/** `Slice(x, starts, ends, axes?, steps?)`. */
export const inferSlice: InferenceRule = (call) => {
  const { elementType, shape, contents } = requiredInput(call, 0);
  const sliced = slicedAxes(call);
  const lengths = sliced.reduce<readonly Dimension[]>((kept, bounds) => {
    const length = sliceLength(shape[bounds.axis]!, bounds);
    if (length === undefined) throw misfit(call, "needs a length that is a number or a multiple of the rows");
    return kept.with(bounds.axis, length);
  }, shape);
  const [bounds] = sliced;
  if (contents === undefined || bounds === undefined || shape.length !== 1) {
    return withContents({ elementType, shape: lengths }, contents);
  }
  const first = sliceStart(contents.length, bounds);
  const taken = Array.from({ length: Number(lengths[0]) }, (_, index) => contents[first + index * bounds.step]!);
  return withContents({ elementType, shape: lengths }, taken);
};

/** What a call of `Slice` does to the axes that it cuts. @throws {ShapeMismatchError} if that is not known beforehand */
export function slicedAxes(call: OperatorCall): readonly SlicedAxis[] {
  const rank = requiredInput(call, 0).shape.length;
  const [starts, ends] = [requiredInput(call, 1).contents, requiredInput(call, 2).contents];
  if (starts === undefined || ends === undefined) throw misfit(call, "needs bounds that are known beforehand");
  const given = knownIntegers(call, 3, "axes") ?? starts.map((_, axis) => axis);
  const axes = checkedAxes(call, given, rank);
  const steps = knownIntegers(call, 4, "steps") ?? starts.map(() => 1);
  const fit = [ends, axes, steps].every(({ length }) => length === starts.length) && !steps.includes(0);
  if (!fit) throw misfit(call, "needs a start, an end and a step other than 0 for each axis");
  return axes.map((axis, index) => ({ axis, start: starts[index]!, end: ends[index]!, step: steps[index]! }));
}
