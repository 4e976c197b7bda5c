import { broadcastShape } from "./broadcast.ts";
import { LONGEST, withContents } from "./contents.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/** `Expand(x, shape)`: broadcasts both ways, so that a length of 1 in `shape` keeps x's. */
export const inferExpand: InferenceRule = (call) => {
  const { elementType, shape, contents } = requiredInput(call, 0);
  const target = requiredInput(call, 1).contents;
  if (target === undefined) throw misfit(call, "needs a shape that is known beforehand");
  const expanded = broadcastShape(call, [shape, target]);
  const [length = 1] = expanded;
  const repeats = contents?.length === 1 && typeof length === "number" && length <= LONGEST ? length : 1;
  const stretched = contents === undefined ? undefined : Array.from({ length: repeats }, () => contents).flat();
  return withContents({ elementType, shape: expanded }, stretched?.length === length ? stretched : undefined);
};
