import { emitBatchNorm } from "../compose/batch-norm.ts";
import { emitFrozenBatchNorm } from "../compose/frozen-batch-norm.ts";
import type { GraphValue } from "../graph/graph.ts";
import { parameterOf, type LayerContext } from "./layer-context.ts";

/** The options of the law. */
interface BatchNorm {
  readonly epsilon: number;
  readonly momentum: number | "cumulative";
  readonly trackRunningStats: boolean;
}

/**
 * Each channel normalised over all rows and positions of the micro-batch, whose statistics move the running ones; in
 * evaluation by the running ones, or by those of its own batch where none are kept.
 */
export function emitLayerBatchNorm(context: LayerContext, spec: BatchNorm, input: GraphValue): GraphValue {
  const { graph, layer, training, nextBuffers } = context;
  const [scale, bias] = [parameterOf(context, "weight"), parameterOf(context, "bias")];
  const { epsilon } = spec;
  if (!spec.trackRunningStats) {
    return emitBatchNorm(graph, { x: input, scale, bias, epsilon, momentum: 0, unbiased: true }).y;
  }
  const [mean, variance] = [bufferOf(context, "running_mean"), bufferOf(context, "running_var")];
  if (!training) {
    const inputs = { x: input, scale, bias, mean: mean.value, variance: variance.value, epsilon };
    return emitFrozenBatchNorm(graph, inputs, `${layer.name}.batch-norm`);
  }
  const tracked = bufferOf(context, "num_batches_tracked");
  const batches = graph.apply("Add", [tracked.value, graph.scalar(1)], {}, `next.${tracked.name}`);
  const momentum = spec.momentum === "cumulative" ? graph.apply("Reciprocal", [batches]) : spec.momentum;
  const running = { mean: mean.value, variance: variance.value };
  const { y, next } = emitBatchNorm(graph, { x: input, scale, bias, running, epsilon, momentum, unbiased: true });
  nextBuffers.set(mean.name, next!.mean);
  nextBuffers.set(variance.name, next!.variance);
  nextBuffers.set(tracked.name, batches);
  return y;
}

/** The layer's running statistic of a role, with its name. */
function bufferOf(
  { layer, buffers }: LayerContext,
  role: string,
): { readonly name: string; readonly value: GraphValue } {
  const { name } = layer.buffers.find((buffer) => buffer.role === role)!;
  return { name, value: buffers.get(name)! };
}
