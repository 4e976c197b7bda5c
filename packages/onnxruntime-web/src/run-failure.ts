import { InvalidOptionError } from "@lockstep/core";

/**
 * The error to throw where a run failed: typed where the reason is known, otherwise the runtime's own. The kernels of CPUs
 * refuse an index that lies outside of its table; an embedding makes such a one of every id that is none.
 */
export function runFailure(cause: unknown): unknown {
  const message = cause instanceof Error ? cause.message : String(cause);
  const node = /running Gather node\. Name:'(?<name>[^']*)'.*indices element out of data bounds/su.exec(message);
  if (node === null) return cause;
  return new InvalidOptionError({
    subject: `node ${node.groups!["name"]}`,
    rule: "must get ids that are integers from 0 to before the length of its table",
    remedy: "Ids that a layer computes are only seen as they are looked up: check what that layer gives.",
    cause,
  });
}
