import { emitAveragePool } from "../../compose/emit-average-pool.ts";
import { emitMaxPool } from "../../compose/emit-max-pool.ts";
import { withoutAttributes } from "../convert-attributes.ts";
import type { ImportRule } from "../import-rule.ts";
import { samePads, windowAttributes } from "./windows.ts";

/** `AveragePool` with explicit pads. */
export const importAveragePool: ImportRule = (call) => [
  emitAveragePool(call.graph, call.inputs, windowAttributes(call, undefined, samePads), call.node.outputs[0]!),
];

/** `MaxPool` with explicit pads; its places are those of the operator, which GPUs do not give. */
export const importMaxPool: ImportRule = (call) => {
  const { graph, inputs, node } = call;
  const attributes = windowAttributes(call, undefined, samePads);
  if (node.outputs.length > 1) return graph.applyAll("MaxPool", inputs, attributes, node.outputs);
  return [emitMaxPool(graph, inputs, withoutAttributes(attributes, "storage_order"), node.outputs[0]!)];
};
