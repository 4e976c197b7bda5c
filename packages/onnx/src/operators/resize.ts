import { numbersAttribute } from "../graph/attribute.ts";
import { isRows, type Dimension } from "../graph/dimension.ts";
import { checkedAxes } from "./checked-axis.ts";
import { misfit, requiredInput, type InferenceRule, type OperatorCall } from "./operator-call.ts";

/** What a `Resize` does to one axis. */
export interface ResizedAxis {
  readonly axis: number;
  readonly length: number;
  readonly resized: number;
  /** Places of the output for each of the input. */
  readonly scale: number;
}

/** `Resize(x, roi?, scales?, sizes?)`: lengths ⌊length · scale⌋, or those that are given. */
export const inferResize: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  const resized = resizedAxes(call);
  return {
    elementType,
    shape: shape.map((length, axis) => resized.find((one) => one.axis === axis)?.resized ?? length),
  };
};

/** The axes whose length or place a call of `Resize` changes. @throws {ShapeMismatchError} if that is not known beforehand */
export function resizedAxes(call: OperatorCall): readonly ResizedAxis[] {
  const { shape } = requiredInput(call, 0);
  const given = numbersAttribute(call.attributes, "axes") ?? shape.map((_, axis) => axis);
  const axes = checkedAxes(call, given, shape.length);
  const [scales, sizes] = [listed(call, 2), listed(call, 3)];
  if ((scales === undefined) === (sizes === undefined)) throw misfit(call, "needs scales or sizes");
  if ((scales ?? sizes)!.length !== axes.length) throw misfit(call, "needs a scale or a size for each axis");
  return axes.flatMap((axis, index) => {
    const length = shape[axis]!;
    if (sizes?.[index] === length || scales?.[index] === 1) return [];
    const [scale, size] = [scales?.[index], sizes?.[index]];
    if (isRows(length) || (size !== undefined && isRows(size)) || (scale !== undefined && isRows(scale))) {
      throw misfit(call, "cannot change the length of the batch");
    }
    const resized = size ?? Math.floor(length * scale!);
    if (!Number.isInteger(resized) || resized < 1) throw misfit(call, "needs scales and sizes that leave something");
    return [{ axis, length, resized, scale: scale ?? resized / length }];
  });
}

/** The elements of an optional input; an empty one counts as left out, as older exporters write it. */
function listed(call: OperatorCall, index: number): readonly Dimension[] | undefined {
  const input = call.inputs[index];
  if (input === undefined || input.shape[0] === 0) return undefined;
  if (input.contents === undefined) throw misfit(call, "needs scales or sizes that are known beforehand");
  return input.contents;
}
