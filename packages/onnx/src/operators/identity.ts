import { withContents } from "./contents.ts";
import { requiredInput, type InferenceRule } from "./operator-call.ts";

/** `Identity`. */
export const inferIdentity: InferenceRule = (call) => {
  const input = requiredInput(call, 0);
  return withContents(input, input.contents);
};
