import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** Computes each group of a convolution by a call of its own, and joins their channels. */
export function emitByGroups(
  graph: GraphBuilder,
  [x, w, bias]: readonly (GraphValue | undefined)[],
  groups: number,
  emit: (parts: readonly GraphValue[]) => GraphValue,
  name: string,
): GraphValue {
  const fields = splitGroups(graph, x!, 1, groups);
  const weights = splitGroups(graph, w!, 0, groups);
  const biases = bias === undefined ? undefined : splitGroups(graph, bias, 0, groups);
  const outputs = fields.map((field, group) =>
    emit(biases === undefined ? [field, weights[group]!] : [field, weights[group]!, biases[group]!]),
  );
  return graph.apply("Concat", outputs, { axis: int(1) }, name);
}

/** Outputs of one `Split`: a GPU's shader may write to few buffers. */
const MOST_PARTS = 4;

/** Cuts an axis into equal parts, by splits of few parts each. */
function splitGroups(graph: GraphBuilder, value: GraphValue, axis: number, groups: number): readonly GraphValue[] {
  if (groups === 1) return [value];
  const size = Number(value.shape[axis]) / groups;
  const share = Math.ceil(groups / Math.min(groups, MOST_PARTS));
  const counts = Array.from({ length: Math.ceil(groups / share) }, (_, part) => Math.min(share, groups - part * share));
  const lengths = graph.integers(counts.map((count) => count * size));
  const names = counts.map((_, part) => `${value.name}.${part}`);
  const parts = graph.applyAll("Split", [value, lengths], { axis: int(axis) }, names);
  return parts.flatMap((part, index) => splitGroups(graph, part, axis, counts[index]!));
}
