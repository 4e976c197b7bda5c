import type { EmbeddingSpec } from "@lockstep/core";
import { int } from "../graph/attribute.ts";
import { DATA_TYPE_CODES } from "../graph/data-type-codes.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { parameterOf, type LayerContext } from "./layer-context.ts";

/**
 * y[i, :] = W[x[i], :], with the vector of the padding constant. Ids come as floats, and become int32, which GPUs compute
 * with. An id that is none stops the run where the runtime looks at indices, which CPUs do.
 */
export function emitEmbedding(context: LayerContext, spec: EmbeddingSpec, input: GraphValue): GraphValue {
  const { graph, layer } = context;
  const ids = graph.apply("Cast", [refusable(graph, input, spec.count)], { to: int(DATA_TYPE_CODES.int32) });
  const vectors = graph.apply("Gather", [parameterOf(context, "weight"), ids], {}, `${layer.name}.embedding`);
  if (spec.paddingIndex === undefined) return vectors;
  const isPadding = graph.apply("Equal", [input, graph.scalar(spec.paddingIndex)]);
  const padding = graph.apply("Unsqueeze", [isPadding, graph.integers([-1])]);
  const constant = graph.stopGradient(graph.apply("Identity", [vectors]));
  return graph.apply("Where", [padding, constant, vectors], {}, `${layer.name}.embedding`);
}

/**
 * What is no integer from 0 to count - 1 becomes `count`, which no index may be: a cast alone would take 0.5 for 0, and a
 * negative index counts from the end.
 */
function refusable(graph: GraphBuilder, ids: GraphValue, count: number): GraphValue {
  if (graph.target === "webgpu") return ids;
  const whole = graph.apply("Equal", [graph.apply("Floor", [ids]), ids]);
  const within = graph.apply("And", [
    graph.apply("GreaterOrEqual", [ids, graph.scalar(0)]),
    graph.apply("Less", [ids, graph.scalar(count)]),
  ]);
  return graph.apply("Where", [graph.apply("And", [whole, within]), ids, graph.scalar(count)]);
}
