import { reshapeTo } from "../gradients/reshape-to.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/** Another shape for a row; the elements stay as they are. */
export function emitReshape({ graph, layer }: LayerContext, input: GraphValue): GraphValue {
  return reshapeTo(graph, input, ["rows", ...layer.outputShape], `${layer.name}.reshape`);
}
