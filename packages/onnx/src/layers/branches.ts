import { int } from "../graph/attribute.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/** `residual`, and `parallel` that adds: the sum of the branches' outputs, from left to right. */
export function emitSumOfBranches(context: LayerContext, input: GraphValue): GraphValue {
  const { graph, layer } = context;
  return outputs(context, input).reduce((sum, output) => graph.apply("Add", [sum, output], {}, `${layer.name}.sum`));
}

/** `parallel` that joins: the branches' outputs side by side along an axis of the batch, of which 0 is the rows. */
export function emitJoinOfBranches(context: LayerContext, axis: number, input: GraphValue): GraphValue {
  const { graph, layer } = context;
  return graph.apply("Concat", outputs(context, input), { axis: int(axis) }, `${layer.name}.join`);
}

/** A branch without layers gives the input itself. */
function outputs({ layer, emitBranch }: LayerContext, input: GraphValue): readonly GraphValue[] {
  return layer.branches.map((branch) => emitBranch(branch, input));
}
