import {
  DataError,
  InvalidOptionError,
  LockstepError,
  ShapeMismatchError,
  UnsupportedOptionError,
} from "@lockstep/core";
import type { FileNode } from "../model-file/file-node.ts";

/** An error of one node's call, with the node's name and operator before what it says. */
export function nodeFailure({ name, operator }: FileNode, cause: unknown): unknown {
  if (!(cause instanceof LockstepError)) return cause;
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
