import type { Dimension, GraphShape } from "../graph/dimension.ts";
import { withElementContents } from "./element-contents.ts";
import { misfit, requiredInput, type InferenceRule, type OperatorCall } from "./operator-call.ts";

/** Shape to which shapes broadcast as in NumPy: aligned at the last axis, where a length of 1 stretches. */
export function broadcastShape(call: OperatorCall, shapes: readonly GraphShape[]): GraphShape {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    let length: Dimension = 1;
    for (const shape of shapes) {
      const own = shape[axis - rank + shape.length] ?? 1;
      if (own === 1 || own === length) continue;
      if (length !== 1) throw misfit(call, "needs shapes that broadcast");
      length = own;
    }
    return length;
  });
}

/** Operators of one input that keep its shape and type. */
export const inferUnary: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  return withElementContents(call, { elementType, shape });
};

/** A question of each element, with a bool as its answer. */
export const inferPredicate: InferenceRule = (call) => ({ elementType: "bool", shape: requiredInput(call, 0).shape });

/** Arithmetic on two inputs of one type. */
export const inferArithmetic: InferenceRule = (call) => {
  const [a, b] = [requiredInput(call, 0), requiredInput(call, 1)];
  if (a.elementType !== b.elementType) throw misfit(call, "needs inputs of one element type");
  return withElementContents(call, { elementType: a.elementType, shape: broadcastShape(call, [a.shape, b.shape]) });
};

/** Comparisons: as arithmetic, with a bool for each element. */
export const inferComparison: InferenceRule = (call) => {
  const [a, b] = [requiredInput(call, 0), requiredInput(call, 1)];
  if (a.elementType !== b.elementType) throw misfit(call, "needs inputs of one element type");
  return withElementContents(call, { elementType: "bool", shape: broadcastShape(call, [a.shape, b.shape]) });
};

/** `And`, `Or`, `Xor` and `Not`, on bools alone. */
export const inferLogical: InferenceRule = (call) => {
  const inputs = call.inputs.map((_, index) => requiredInput(call, index));
  if (inputs.some(({ elementType }) => elementType !== "bool")) throw misfit(call, "needs bools");
  const shape = broadcastShape(
    call,
    inputs.map((input) => input.shape),
  );
  return withElementContents(call, { elementType: "bool", shape });
};

/** Operators of any number of inputs of one type that broadcast together: `Max`, `Min`. */
export const inferVariadic: InferenceRule = (call) => {
  const { elementType } = requiredInput(call, 0);
  const inputs = call.inputs.map((_, index) => requiredInput(call, index));
  if (inputs.some((input) => input.elementType !== elementType)) throw misfit(call, "needs inputs of one element type");
  const shape = broadcastShape(
    call,
    inputs.map((input) => input.shape),
  );
  return withElementContents(call, { elementType, shape });
};

/** `Where(condition, x, y)`: all three broadcast. */
export const inferWhere: InferenceRule = (call) => {
  const [condition, x, y] = [requiredInput(call, 0), requiredInput(call, 1), requiredInput(call, 2)];
  if (condition.elementType !== "bool") throw misfit(call, "needs a bool condition");
  if (x.elementType !== y.elementType) throw misfit(call, "needs branches of one element type");
  const shape = broadcastShape(call, [condition.shape, x.shape, y.shape]);
  return withElementContents(call, { elementType: x.elementType, shape });
};

/** `Pow(base, exponent)`: the exponent may be of another type. */
export const inferPow: InferenceRule = (call) => {
  const [base, exponent] = [requiredInput(call, 0), requiredInput(call, 1)];
  return { elementType: base.elementType, shape: broadcastShape(call, [base.shape, exponent.shape]) };
};

/** `Clip(x, min?, max?)`: the bounds are scalars. */
export const inferClip: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  for (const bound of call.inputs.slice(1)) {
    if (bound === undefined) continue;
    if (bound.elementType !== elementType || bound.shape.some((length) => length !== 1)) {
      throw misfit(call, "needs bounds of one number of the input's type");
    }
  }
  return { elementType, shape };
};
