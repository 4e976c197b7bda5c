import type { FileNode } from "../model-file/file-node.ts";

/** Operators that hand on a stored tensor's elements, in another shape or order. */
const CARRIERS: ReadonlySet<string> = new Set([
  "Cast",
  "Expand",
  "Flatten",
  "Identity",
  "Reshape",
  "Slice",
  "Squeeze",
  "Tile",
  "Transpose",
  "Unsqueeze",
]);

/** Names of stored tensors by the values that are made of them alone, by operators that carry elements. */
export type ValueOrigins = ReadonlyMap<string, readonly string[]>;

/** Follows stored tensors through the nodes that carry their elements. */
export function valueOrigins(nodes: readonly FileNode[], stored: Iterable<string>): ValueOrigins {
  const origins = new Map<string, readonly string[]>([...stored].map((name) => [name, [name]]));
  for (const { operator, inputs, outputs } of nodes) {
    if (operator === "Concat") {
      const parts = inputs.flatMap((input) => origins.get(input) ?? []);
      if (parts.length > 0) origins.set(outputs[0]!, parts);
      continue;
    }
    const origin = CARRIERS.has(operator) || operator === "Split" ? origins.get(inputs[0]!) : undefined;
    if (origin !== undefined) for (const output of outputs) origins.set(output, origin);
  }
  return origins;
}
