import { withoutAttributes } from "../convert-attributes.ts";
import type { ImportRule } from "../import-rule.ts";
import { samePads, windowAttributes } from "./windows.ts";

/** `MaxPool` and `AveragePool` with explicit pads. */
export const importPool: ImportRule = (call) => {
  const { graph, inputs, node } = call;
  const attributes = withoutAttributes(windowAttributes(call, undefined, samePads), "storage_order");
  return [graph.apply(node.operator, inputs, attributes, node.outputs[0])];
};
