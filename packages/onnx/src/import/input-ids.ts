import type { FileNode } from "../model-file/file-node.ts";
import type { FileValue } from "../model-file/file-value.ts";
import type { ModelFile } from "../model-file/model-file.ts";
import { valueOrigins } from "./value-origins.ts";

/** How many rows the smallest table has that the inputs are looked up in; `undefined` where they are no ids. */
export function inputIds(nodes: readonly FileNode[], file: ModelFile, input: FileValue): number | undefined {
  const fromInput = valueOrigins(nodes, [input.name]);
  const counts = nodes.flatMap(({ operator, inputs, attributes }) => {
    const axis = attributes.get("axis");
    const isFirst = axis === undefined || (axis.type === "int" && axis.value === 0);
    const table = file.initializers.get(inputs[0] ?? "");
    return operator === "Gather" && isFirst && table !== undefined && fromInput.has(inputs[1]!) ? [table.dims[0]!] : [];
  });
  return counts.length === 0 ? undefined : Math.min(...counts);
}
