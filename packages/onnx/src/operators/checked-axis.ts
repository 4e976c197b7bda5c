import { normalAxis } from "../graph/dimension.ts";
import { misfit, type OperatorCall } from "./operator-call.ts";

/** An axis counted from the front. @throws {ShapeMismatchError} if a value of `rank` axes has none of that number */
export function checkedAxis(call: OperatorCall, axis: number, rank: number): number {
  const counted = normalAxis(axis, rank);
  if (!Number.isInteger(axis) || counted < 0 || counted >= rank) {
    throw misfit(call, `needs an axis of the ${rank} there are, not ${axis}`);
  }
  return counted;
}

/** Several different axes, counted from the front. @throws {ShapeMismatchError} also if one comes twice */
export function checkedAxes(call: OperatorCall, axes: readonly number[], rank: number): readonly number[] {
  const counted = axes.map((axis) => checkedAxis(call, axis, rank));
  if (new Set(counted).size !== counted.length) throw misfit(call, "needs axes that differ");
  return counted;
}
