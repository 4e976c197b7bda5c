import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/** `ScatterElements(data, indices, updates)`: the shape of `data`. */
export const inferScatterElements: InferenceRule = (call) => {
  const [data, indices, updates] = [requiredInput(call, 0), requiredInput(call, 1), requiredInput(call, 2)];
  const fit =
    updates.elementType === data.elementType &&
    [indices, updates].every(({ shape }) => shape.length === data.shape.length);
  if (!fit) throw misfit(call, "needs indices and updates with the axes of its data");
  return { elementType: data.elementType, shape: data.shape };
};
