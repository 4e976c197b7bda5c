import {
  DataError,
  InvalidOptionError,
  LockstepError,
  ShapeMismatchError,
  UnsupportedOptionError,
} from "@lockstep/core";
import type { FileNode } from "../model-file/file-node.ts";

/**
 * An error of one node's call, with the node's name and operator before what it says. Numbers that no operator can have
 * (half a kernel, a stride of 2^60) end in an error of the language somewhere: there the file is at fault.
 */
export function nodeFailure({ name, operator }: FileNode, cause: unknown): LockstepError {
  if (!(cause instanceof LockstepError)) {
    return new DataError({
      subject: `node ${name} (${operator})`,
      rule: `has attributes or inputs that cannot be used: ${String(cause)}`,
      remedy: "onnx.checker.check_model tells what is wrong with it. If nothing is, please report the model.",
      cause,
    });
  }
  const details = {
    subject: `node ${name} (${operator})`,
    rule: `cannot be trained through: ${cause.message.replace(/\.$/u, "")}`,
    cause,
  };
  if (cause instanceof ShapeMismatchError) return new ShapeMismatchError(details);
  if (cause instanceof InvalidOptionError) return new InvalidOptionError(details);
  if (cause instanceof DataError) return new DataError(details);
  return cause instanceof UnsupportedOptionError ? new UnsupportedOptionError(details) : cause;
}
