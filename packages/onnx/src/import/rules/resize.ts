import { numbersAttribute, text } from "../../graph/attribute.ts";
import { withoutAttributes } from "../convert-attributes.ts";
import type { ImportRule } from "../import-rule.ts";

/** `Resize`, and `Upsample`, which it replaced. Before version 11 scales came second, and coordinates were x / scale, cut off. */
export const importResize: ImportRule = ({ graph, node, inputs, attributes, operatorSet }) => {
  if (operatorSet >= 11) return [graph.apply("Resize", inputs, attributes, node.outputs[0])];
  const [x, second] = inputs;
  const attribute = numbersAttribute(attributes, "scales");
  const scales = attribute === undefined ? second : graph.constant(Float32Array.from(attribute), [attribute.length]);
  const settings = {
    ...withoutAttributes(attributes, "scales"),
    coordinate_transformation_mode: text("asymmetric"),
    nearest_mode: text("floor"),
  };
  return [graph.apply("Resize", [x, undefined, scales], settings, node.outputs[0])];
};
