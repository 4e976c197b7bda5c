import type { Attributes, GraphNode, GraphShape, GraphValue } from "@lockstep/onnx";

/** Appends a node of one output, which it returns. */
export type AppendNode = (
  operator: string,
  inputs: readonly GraphValue[],
  name: string,
  shape: GraphShape,
  attributes?: Attributes,
  elementType?: GraphValue["elementType"],
) => GraphValue;

/** A list of nodes, and what appends to it. */
export function nodeList(): { readonly nodes: readonly GraphNode[]; readonly append: AppendNode } {
  const nodes: GraphNode[] = [];
  const append: AppendNode = (operator, inputs, name, shape, attributes = {}, elementType = "float32") => {
    const output: GraphValue = { name, elementType, shape };
    nodes.push({ name, operator, inputs, outputs: [output], attributes });
    return output;
  };
  return { nodes, append };
}
