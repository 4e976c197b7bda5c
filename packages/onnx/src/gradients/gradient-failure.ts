import { InvalidOptionError, LockstepError, ShapeMismatchError, UnsupportedOptionError } from "@lockstep/core";
import type { GraphNode } from "../graph/graph.ts";

/**
 * An error on the way back through one node, with the node's name before what it says. Attributes that no operator can
 * have (half a kernel, a stride of 2^60) end in an error of the language somewhere.
 */
export function gradientFailure({ name }: GraphNode, cause: unknown): LockstepError {
  if (cause instanceof LockstepError && !isPlain(cause)) return cause;
  const details = {
    subject: `differentiate: node ${name}`,
    rule: `has no gradient: ${(cause instanceof Error ? cause.message : String(cause)).replace(/\.$/u, "")}`,
    cause,
  };
  if (cause instanceof ShapeMismatchError) return new ShapeMismatchError(details);
  return cause instanceof UnsupportedOptionError
    ? new UnsupportedOptionError(details)
    : new InvalidOptionError(details);
}

/** Whether the error is of a kind that a rule throws. */
function isPlain(error: LockstepError): boolean {
  return [InvalidOptionError, ShapeMismatchError, UnsupportedOptionError].some((kind) => error instanceof kind);
}
