import type { GraphValue } from "@lockstep/onnx";
import { DENSE_LAYERS, layerWidths } from "../network/benchmark-network.ts";
import { float } from "./graph-values.ts";

/** Weight [outputs, inputs] and bias of each dense layer as inputs of a graph, under their names in PyTorch. */
export function weightValues(width: number): readonly (readonly [GraphValue, GraphValue])[] {
  const widths = layerWidths(width);
  return DENSE_LAYERS.map((layer, index) => {
    const [inputs, outputs] = [widths[index]!, widths[index + 1]!];
    return [float(`${layer}.weight`, [outputs, inputs]), float(`${layer}.bias`, [outputs])];
  });
}
