import { reshapeTo } from "../../gradients/reshape-to.ts";
import { inferOutputs } from "../../operators/infer-outputs.ts";
import type { ImportRule } from "../import-rule.ts";

/** `Reshape` to the shape that is known beforehand, so that no arithmetic on shapes is left to run. */
export const importReshape: ImportRule = ({ graph, inputs, attributes }) => {
  const [{ shape, contents }] = inferOutputs({ operator: "Reshape", inputs, attributes, outputCount: 1 }) as [
    ReturnType<typeof inferOutputs>[number],
  ];
  // A value whose elements are known stays known.
  if (contents !== undefined) return [graph.apply("Reshape", inputs, attributes)];
  return [reshapeTo(graph, inputs[0]!, shape)];
};
