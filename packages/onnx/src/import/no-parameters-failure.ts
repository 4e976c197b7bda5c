import { InvalidOptionError, UnsupportedOptionError, type LockstepError } from "@lockstep/core";
import type { FileElementType } from "../model-file/file-element-type.ts";
import type { ModelFile } from "../model-file/model-file.ts";
import { importRule } from "./import-rules.ts";
import { nodeFailure } from "./node-failure.ts";

const OTHER_FLOATS: ReadonlySet<FileElementType> = new Set(["float16", "bfloat16", "float64"]);

/** Why a file has nothing to train: an operator that is refused has the weights, or they are no f32, or there are none. */
export function noParametersFailure(subject: string, { nodes, initializers }: ModelFile): LockstepError {
  for (const node of nodes) {
    try {
      importRule(node);
    } catch (cause) {
      return nodeFailure(node, cause);
    }
  }
  const other = [...initializers.values()].find(
    ({ elementType, dims }) => dims.length > 0 && OTHER_FLOATS.has(elementType),
  );
  if (other !== undefined) {
    return new UnsupportedOptionError({
      subject: `${subject}: model`,
      rule: "must have weights of type float32",
      received: `${other.name} of type ${other.elementType}`,
      remedy: "Export the model in float32 (model.float() in PyTorch).",
    });
  }
  return new InvalidOptionError({
    subject: `${subject}: model`,
    rule: "has no parameters: no operator reads a stored f32 tensor as its weights",
    remedy: "Export the model with its weights as initializers (export_params=True in PyTorch).",
  });
}
