import { isRows } from "../../graph/dimension.ts";
import { inferOutputs } from "../../operators/infer-outputs.ts";
import type { ImportRule } from "../import-rule.ts";

/** `Expand` to a constant shape wherever the rows are there already, so that no arithmetic on shapes is left to run. */
export const importExpand: ImportRule = ({ graph, node, inputs }) => {
  const [value, target] = inputs;
  const { shape } = inferOutputs({ operator: "Expand", inputs, attributes: {}, outputCount: 1 })[0]!;
  const added = shape.length - value!.shape.length;
  const kept = shape.every((length, axis) => !isRows(length) || value!.shape[axis - added] === length);
  const known = shape.map((length) => (isRows(length) ? 1 : length));
  return [graph.apply("Expand", [value, kept ? graph.integers(known) : target], {}, node.outputs[0])];
};
