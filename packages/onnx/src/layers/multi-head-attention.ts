import type { MultiHeadAttentionSpec } from "@lockstep/core";
import { emitAffine } from "../compose/affine.ts";
import { emitCausalProduct } from "../compose/causal-product.ts";
import { reshapeTo } from "../gradients/reshape-to.ts";
import { int, ints } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { applyDraw } from "../network/apply-draw.ts";
import { parameterOf, type LayerContext } from "./layer-context.ts";

/**
 * [q k v] = x·W_inᵀ + b_in; for each row and head p = softmax(q·kᵀ / √d) with d = features / heads, a = dropout(p), o = a·v;
 * y = o·W_outᵀ + b_out. In a causal layer p is +0 for every position after a query's own.
 */
export function emitMultiHeadAttention(
  context: LayerContext,
  { heads, causal }: MultiHeadAttentionSpec,
  input: GraphValue,
): GraphValue {
  const { graph, layer, draws } = context;
  const [positions, features] = layer.inputShape as readonly [number, number];
  const size = features / heads;
  const named = (part: string): string => `${layer.name}.${part}`;
  const affine = (x: GraphValue, weight: string, bias: string, part: string): GraphValue =>
    emitAffine(graph, x, parameterOf(context, weight)!, parameterOf(context, bias), named(part));

  const projected = affine(input, "in_proj_weight", "in_proj_bias", "projections");
  const apart = reshapeTo(graph, projected, ["rows", positions, 3 * heads, size]);
  const turned = graph.apply("Transpose", [apart], { perm: ints([0, 2, 1, 3]) });
  const parts = ["queries", "keys", "values"].map(named);
  const [queries, keys, values] = graph.applyAll("Split", [turned], { axis: int(1), num_outputs: int(3) }, parts);

  const across = graph.apply("Transpose", [keys], { perm: ints([0, 1, 3, 2]) });
  const products = graph.apply("MatMul", [queries, across]);
  const scores = graph.apply("Mul", [products, graph.scalar(1 / Math.sqrt(size))], {}, named("scores"));
  const visible = causal ? visiblePositions(graph, positions) : undefined;
  const weights = attentionWeights(graph, scores, visible);
  const draw = layer.sites.length === 0 ? undefined : draws[layer.sites[0]!];
  const dropped = draw === undefined ? weights : applyDraw(graph, draw, weights, named("dropout"));
  const mixed = causal ? emitCausalProduct(graph, dropped, values!) : graph.apply("MatMul", [dropped, values]);

  const together = graph.apply("Transpose", [mixed], { perm: ints([0, 2, 1, 3]) });
  const joined = reshapeTo(graph, together, ["rows", positions, features]);
  return affine(joined, "out_proj.weight", "out_proj.bias", "attention");
}

/** True where a position (row) sees another (column): up to itself. */
function visiblePositions(graph: GraphBuilder, positions: number): GraphValue {
  const visible = Uint8Array.from({ length: positions ** 2 }, (_, place) =>
    Number(place % positions <= Math.floor(place / positions)),
  );
  return graph.constant(visible, [positions, positions]);
}

/** Softmax over what is visible, +0 elsewhere; selected before and after, so that nothing leaks from what is not seen. */
function attentionWeights(graph: GraphBuilder, scores: GraphValue, visible: GraphValue | undefined): GraphValue {
  const softmax = (values: GraphValue): GraphValue => graph.apply("Softmax", [values], { axis: int(-1) });
  if (visible === undefined) return softmax(scores);
  const seen = graph.apply("Where", [visible, scores, graph.scalar(-Infinity)]);
  return graph.apply("Where", [visible, softmax(seen), graph.scalar(0)]);
}
