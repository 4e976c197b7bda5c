import { numberAttribute } from "../graph/attribute.ts";
import { DATA_TYPE_CODES, type ElementType } from "../graph/element-type.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/** `Cast` to the attribute `to`, a data type's code. */
export const inferCast: InferenceRule = (call) => {
  const code = numberAttribute(call.attributes, "to", 0);
  const found = Object.entries(DATA_TYPE_CODES).find(([, candidate]) => candidate === code);
  if (found === undefined) throw misfit(call, `does not know data type ${code}`);
  return { elementType: found[0] as ElementType, shape: requiredInput(call, 0).shape };
};
