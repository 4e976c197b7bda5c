import { shapeSize, type Shape } from "@lockstep/core";
import { float, int } from "../graph/attribute.ts";
import type { GraphValue } from "../graph/graph.ts";
import { parameterOf, type LayerContext } from "./layer-context.ts";

/** The values of a row's last axes, all of them unless given, normalised together; each of their places has a weight and a bias. */
export function emitLayerNorm(
  context: LayerContext,
  {
    epsilon,
    normalizedShape = context.layer.inputShape,
  }: { readonly epsilon: number; readonly normalizedShape?: Shape },
  input: GraphValue,
): GraphValue {
  const { graph, layer } = context;
  const ones = (): GraphValue => graph.constant(new Float32Array(shapeSize(normalizedShape)).fill(1), normalizedShape);
  return graph.apply(
    "LayerNormalization",
    [input, parameterOf(context, "weight") ?? ones(), parameterOf(context, "bias")],
    { axis: int(-normalizedShape.length), epsilon: float(epsilon) },
    `${layer.name}.layer-norm`,
  );
}
