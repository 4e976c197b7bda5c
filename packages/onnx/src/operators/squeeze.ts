import { checkedAxes } from "./checked-axis.ts";
import { withContents } from "./contents.ts";
import { knownIntegers } from "./known-integers.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/** `Squeeze(x, axes?)` takes axes of length 1 away: those given, or all. */
export const inferSqueeze: InferenceRule = (call) => {
  const { elementType, shape, contents } = requiredInput(call, 0);
  const given = knownIntegers(call, 1, "axes");
  const axes =
    given === undefined
      ? shape.flatMap((length, axis) => (length === 1 ? [axis] : []))
      : checkedAxes(call, given, shape.length);
  if (axes.some((axis) => shape[axis] !== 1)) throw misfit(call, "needs axes of length 1");
  return withContents({ elementType, shape: shape.filter((_, axis) => !axes.includes(axis)) }, contents);
};

/** `Unsqueeze(x, axes)` puts axes of length 1 in, at these places of the output. */
export const inferUnsqueeze: InferenceRule = (call) => {
  const { elementType, shape, contents } = requiredInput(call, 0);
  const given = knownIntegers(call, 1, "axes");
  if (given === undefined) throw misfit(call, "needs axes");
  const rank = shape.length + given.length;
  const axes = checkedAxes(call, given, rank);
  const kept = shape.values();
  const unsqueezed = Array.from({ length: rank }, (_, axis) => (axes.includes(axis) ? 1 : kept.next().value!));
  return withContents({ elementType, shape: unsqueezed }, contents);
};
