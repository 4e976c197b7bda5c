import { emitClip } from "../compose/clip.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/** y = x cut at `min` and `max`; a NaN stays. */
export function emitHardtanh(
  { graph, layer }: LayerContext,
  { min, max }: { readonly min: number; readonly max: number },
  input: GraphValue,
): GraphValue {
  return emitClip(graph, input, graph.scalar(min), graph.scalar(max), `${layer.name}.hardtanh`);
}
