import { int } from "../../graph/attribute.ts";
import { DATA_TYPE_CODES } from "../../graph/data-type-codes.ts";
import { fileConstant } from "../file-constant.ts";
import type { ImportRule } from "../import-rule.ts";

/** `ConstantOfShape`: its value (0 unless given), spread over the shape. */
export const importConstantOfShape: ImportRule = ({ graph, node, inputs }) => {
  const given = node.attributes.get("value");
  const value = given?.type === "tensor" ? fileConstant(graph, given.value) : graph.constant(Float32Array.of(0), [1]);
  // Of no axis, the shape [] has one element.
  if (inputs[0]!.shape[0] === 0) return [graph.apply("Reshape", [value, graph.integers([])])];
  if (value.elementType !== "bool") return [graph.apply("Expand", [value, inputs[0]], {}, node.outputs[0])];
  // `Expand` has no kernel for bools on every target.
  const numbers = graph.apply("Cast", [value], { to: int(DATA_TYPE_CODES.int32) });
  const spread = graph.apply("Expand", [numbers, inputs[0]]);
  return [graph.apply("Cast", [spread], { to: int(DATA_TYPE_CODES.bool) }, node.outputs[0])];
};
