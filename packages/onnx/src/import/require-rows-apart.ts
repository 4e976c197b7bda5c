import { UnsupportedOptionError } from "@lockstep/core";
import { numberAttribute, numbersAttribute, type Attributes } from "../graph/attribute.ts";
import { isRows, normalAxis } from "../graph/dimension.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { ImportCall } from "./import-rule.ts";

/**
 * Refuses to free a batch over which a node sums: an exporter that fixes the batch writes the number of its rows as a
 * constant, as in a sum divided by x.size(0), and no shape would tell that it no longer fits.
 *
 * @throws {UnsupportedOptionError} if the file fixes its batch, it is free here, and the node sums over it.
 */
export function requireRowsApart({ node, inputs, attributes, pass }: ImportCall): void {
  if (pass.fileRows === undefined || !summedAxes(node.operator, inputs, attributes).some(isRows)) return;
  throw new UnsupportedOptionError({
    subject: "a sum over the batch",
    rule: "needs the batch that the file fixes",
    remedy: "Export the model with a batch that may vary (dynamic_axes, dynamic_shapes).",
  });
}

/** Lengths of the axes that a reduction or a product sums over. */
function summedAxes(
  operator: string,
  [first, second]: readonly (GraphValue | undefined)[],
  attributes: Attributes,
): GraphValue["shape"] {
  const { shape = [] } = first ?? {};
  if (operator === "MatMul") return shape.slice(-1);
  if (operator === "Gemm") return [shape[numberAttribute(attributes, "transA", 0) === 0 ? 1 : 0]!];
  if (!operator.startsWith("Reduce")) return [];
  const axes = numbersAttribute(attributes, "axes") ?? second?.contents ?? [];
  if (axes.length === 0) return shape;
  return axes.flatMap((axis) => shape[normalAxis(Number(axis), shape.length)] ?? []);
}
