import { COMPOSITES } from "../../compose/composites.ts";
import { numberAttribute, numbersAttribute } from "../../graph/attribute.ts";
import { withoutAttributes } from "../convert-attributes.ts";
import type { ImportRule } from "../import-rule.ts";

/** The reductions: until operator set 18 (13 for `ReduceSum`) axes were an attribute, and they may be left out. */
export const importReduction: ImportRule = ({ graph, node, inputs, attributes }) => {
  const [value, axesInput] = inputs;
  const listed = numbersAttribute(attributes, "axes");
  const axes = listed === undefined ? axesInput : graph.integers(listed);
  const isEmpty = axes === undefined || axes.contents?.length === 0;
  if (isEmpty && numberAttribute(attributes, "noop_with_empty_axes", 0) !== 0) return [value!];
  const own = withoutAttributes(attributes, "axes", "noop_with_empty_axes");
  const operands = isEmpty ? [value] : [value, axes];
  const composite = COMPOSITES.get(node.operator);
  if (composite !== undefined) return [composite(graph, operands, own)];
  return [graph.apply(node.operator, operands, own, node.outputs[0])];
};
