import type { Shape } from "@lockstep/core";
import { emitLayerNorm } from "../compose/layer-norm.ts";
import type { GraphValue } from "../graph/graph.ts";
import { parameterOf, type LayerContext } from "./layer-context.ts";

/** The values of a row's last axes, all of them unless given, normalised together; each of their places has a weight and a bias. */
export function emitLayerLayerNorm(
  context: LayerContext,
  {
    epsilon,
    normalizedShape = context.layer.inputShape,
  }: { readonly epsilon: number; readonly normalizedShape?: Shape },
  input: GraphValue,
): GraphValue {
  const [scale, bias] = [parameterOf(context, "weight"), parameterOf(context, "bias")];
  const inputs = { x: input, scale, bias, axis: -normalizedShape.length, epsilon };
  return emitLayerNorm(context.graph, inputs, `${context.layer.name}.layer-norm`);
}
