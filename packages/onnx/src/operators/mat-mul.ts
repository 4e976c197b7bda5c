import { broadcastShape } from "./broadcast.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/**
 * `MatMul(A, B)` as NumPy has it: matrices in the last two axes, the axes before them broadcast; a vector is a row on the
 * left and a column on the right, and its axis is not in the output.
 */
export const inferMatMul: InferenceRule = (call) => {
  const [a, b] = [requiredInput(call, 0), requiredInput(call, 1)];
  if (a.elementType !== b.elementType) throw misfit(call, "needs inputs of one element type");
  if (a.shape.length === 0 || b.shape.length === 0) throw misfit(call, "needs vectors or matrices");
  const inner = b.shape.at(b.shape.length === 1 ? -1 : -2);
  if (a.shape.at(-1) !== inner) throw misfit(call, "needs inner lengths that agree");
  const batch = broadcastShape(call, [a.shape.slice(0, -2), b.shape.slice(0, -2)]);
  const rows = a.shape.slice(0, -1).slice(-1);
  const columns = b.shape.length === 1 ? [] : b.shape.slice(-1);
  return { elementType: a.elementType, shape: [...batch, ...rows, ...columns] };
};
