import { int, numbersAttribute } from "../../graph/attribute.ts";
import { withoutAttributes } from "../convert-attributes.ts";
import type { ImportRule } from "../import-rule.ts";

/** `Split`: without lengths, operator set 18 and later ask for the number of parts, which is that of the outputs. */
export const importSplit: ImportRule = ({ graph, node, inputs, attributes }) => {
  const listed = numbersAttribute(attributes, "split");
  const lengths = listed === undefined ? inputs[1] : graph.integers(listed);
  const own = withoutAttributes(attributes, "split", "num_outputs");
  return lengths === undefined
    ? graph.applyAll("Split", [inputs[0]], { ...own, num_outputs: int(node.outputs.length) }, node.outputs)
    : graph.applyAll("Split", [inputs[0], lengths], own, node.outputs);
};
