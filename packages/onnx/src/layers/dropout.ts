import type { GraphValue } from "../graph/graph.ts";
import { applyDraw } from "../network/apply-draw.ts";
import type { LayerContext } from "./layer-context.ts";

/** The layers that draw once on their input: the dropout family and noise. Where draws are off, the identity. */
export function emitDropout({ graph, layer, draws }: LayerContext, input: GraphValue): GraphValue {
  const draw = draws[layer.sites[0]!];
  return draw === undefined ? input : applyDraw(graph, draw, input, `${layer.name}.dropout`);
}
