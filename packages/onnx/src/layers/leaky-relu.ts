import { float } from "../graph/attribute.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/** y = x for x > 0, slope·x otherwise. */
export function emitLeakyRelu({ graph, layer }: LayerContext, slope: number, input: GraphValue): GraphValue {
  return graph.apply("LeakyRelu", [input], { alpha: float(slope) }, `${layer.name}.leaky-relu`);
}
