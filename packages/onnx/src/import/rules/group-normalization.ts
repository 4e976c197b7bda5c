import { COMPOSITES } from "../../compose/composites.ts";
import { numberAttribute } from "../../graph/attribute.ts";
import type { GraphValue } from "../../graph/graph.ts";
import type { ImportCall, ImportRule } from "../import-rule.ts";

/** The first operator set whose `GroupNormalization` scales each channel; those before scale each group. */
const BY_CHANNEL = 21;

/** `GroupNormalization`, in the form of operator set 21. */
export const importGroupNormalization: ImportRule = (call) => {
  const { graph, inputs, attributes, operatorSet } = call;
  const [x, scale, bias] = inputs;
  const own = operatorSet < BY_CHANNEL ? [x, byChannel(call, scale!), byChannel(call, bias!)] : inputs;
  return [COMPOSITES.get("GroupNormalization")!(graph, own, attributes)];
};

/** One number a group, repeated for each of its channels. */
function byChannel({ graph, inputs, attributes }: ImportCall, value: GraphValue): GraphValue {
  const groups = numberAttribute(attributes, "num_groups", 1);
  const each = Number(inputs[0]!.shape[1]) / groups;
  const column = graph.apply("Reshape", [value, graph.integers([groups, 1])]);
  const spread = graph.apply("Expand", [column, graph.integers([groups, each])]);
  return graph.apply("Reshape", [spread, graph.integers([groups * each])]);
}
