import type { FileNode } from "../model-file/file-node.ts";
import type { ModelFile } from "../model-file/model-file.ts";

/**
 * The axis that counts the units of a weight, for those where it is not the first: matrices that stand on the right of a
 * product as they are stored.
 */
export function unitAxes(nodes: readonly FileNode[], { initializers }: ModelFile): ReadonlyMap<string, number> {
  const axes = new Map<string, number>();
  for (const { operator, inputs, attributes } of nodes) {
    const weight = initializers.get(inputs[1] ?? "");
    if (weight === undefined) continue;
    const transposed = attributes.get("transB");
    const isTransposed = transposed?.type === "int" && transposed.value !== 0;
    const standsRight = operator === "MatMul" || (operator === "Gemm" && !isTransposed);
    if (standsRight && weight.dims.length > 1) axes.set(weight.name, weight.dims.length - 1);
  }
  return axes;
}
