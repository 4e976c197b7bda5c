import { addDimensions } from "../graph/dimension-arithmetic.ts";
import { isRows, type GraphShape } from "../graph/dimension.ts";
import { checkedAxes } from "./checked-axis.ts";
import { knownIntegers } from "./known-integers.ts";
import { misfit, requiredInput, type InferenceRule, type OperatorCall } from "./operator-call.ts";

/** `Pad(x, pads, value?, axes?)`: negative pads cut. */
export const inferPad: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  const { before, after } = padsOf(call);
  const padded: GraphShape = shape.map((length, axis) => {
    const sum = addDimensions(length, before[axis]! + after[axis]!);
    if (sum === undefined) throw misfit(call, "cannot pad an axis that depends on the batch");
    if (!isRows(sum) && sum < 0) throw misfit(call, "needs pads that leave something of each axis");
    return sum;
  });
  return { elementType, shape: padded };
};

/** How many places a `Pad` adds to each axis at either end. */
export interface Pads {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Reads a `Pad`'s second input. @throws {ShapeMismatchError} if it is not known beforehand, or does not fit */
export function padsOf(call: OperatorCall): Pads {
  const { shape } = requiredInput(call, 0);
  const pads = knownIntegers(call, 1, "pads");
  const given = knownIntegers(call, 3, "axes") ?? shape.map((_, axis) => axis);
  const axes = checkedAxes(call, given, shape.length);
  if (pads?.length !== 2 * axes.length) throw misfit(call, "needs two pads for each axis");
  const onAxis = (offset: number): readonly number[] =>
    shape.map((_, axis) => (axes.includes(axis) ? pads[offset + axes.indexOf(axis)]! : 0));
  return { before: onAxis(0), after: onAxis(axes.length) };
}
