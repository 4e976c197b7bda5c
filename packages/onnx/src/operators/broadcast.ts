import type { Dimension, GraphShape } from "../graph/dimension.ts";
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
  return { elementType, shape };
};

/** Arithmetic on two inputs of one type. */
export const inferArithmetic: InferenceRule = (call) => {
  const [a, b] = [requiredInput(call, 0), requiredInput(call, 1)];
  if (a.elementType !== b.elementType) throw misfit(call, "needs inputs of one element type");
  return { elementType: a.elementType, shape: broadcastShape(call, [a.shape, b.shape]) };
};

/** Comparisons: as arithmetic, with a bool for each element. */
export const inferComparison: InferenceRule = (call) => ({ ...inferArithmetic(call), elementType: "bool" });

/** `Where(condition, x, y)`: all three broadcast. */
export const inferWhere: InferenceRule = (call) => {
  const [condition, x, y] = [requiredInput(call, 0), requiredInput(call, 1), requiredInput(call, 2)];
  if (condition.elementType !== "bool") throw misfit(call, "needs a bool condition");
  if (x.elementType !== y.elementType) throw misfit(call, "needs branches of one element type");
  return { elementType: x.elementType, shape: broadcastShape(call, [condition.shape, x.shape, y.shape]) };
};
