import { isRows, type Dimension } from "../graph/dimension.ts";
import { checkedAxes } from "./checked-axis.ts";
import { knownIntegers } from "./known-integers.ts";
import { misfit, requiredInput, type InferenceRule, type OperatorCall } from "./operator-call.ts";

/** What `Pad` puts before and after an axis; a negative number takes away. */
export interface PaddedAxis {
  readonly axis: number;
  readonly before: number;
  readonly after: number;
}

/** `Pad(x, pads, value?, axes?)`, in any mode. */
export const inferPad: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  const padded = paddedAxes(call).reduce<readonly Dimension[]>((lengths, { axis, before, after }) => {
    const length = lengths[axis]!;
    if (before === 0 && after === 0) return lengths;
    if (isRows(length)) throw misfit(call, "would put rows to the batch");
    if (length + before + after < 0) throw misfit(call, "would take away more than there is");
    return lengths.with(axis, length + before + after);
  }, shape);
  return { elementType, shape: padded };
};

/** What a call of `Pad` does to its axes. @throws {ShapeMismatchError} if that is not known beforehand */
export function paddedAxes(call: OperatorCall): readonly PaddedAxis[] {
  const rank = requiredInput(call, 0).shape.length;
  const pads = knownIntegers(call, 1, "pads");
  const axes = checkedAxes(
    call,
    knownIntegers(call, 3, "axes") ?? Array.from({ length: rank }, (_, axis) => axis),
    rank,
  );
  if (pads?.length !== 2 * axes.length) throw misfit(call, "needs two pads for each axis");
  return axes.map((axis, index) => ({ axis, before: pads[index]!, after: pads[index + axes.length]! }));
}
