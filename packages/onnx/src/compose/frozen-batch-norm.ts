import { float } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitScaledChannels } from "./scale-channels.ts";

/** What {@link emitFrozenBatchNorm} takes: x is [rows, channels, ...positions], the others are [channels]. */
export interface FrozenBatchNormInputs {
  readonly x: GraphValue;
  /** @default ones */
  readonly scale?: GraphValue | undefined;
  /** @default zeros */
  readonly bias?: GraphValue | undefined;
  readonly mean: GraphValue;
  readonly variance: GraphValue;
  readonly epsilon: number;
}

/**
 * Batch norm by given statistics, which get no gradient: y = (x - mean) / √(variance + epsilon)·scale + bias.
 *
 * `BatchNormalization` on CPUs. The GPU's kernel refuses rows with positions, and is composed.
 */
export function emitFrozenBatchNorm(
  graph: GraphBuilder,
  { x, scale, bias, mean, variance, epsilon }: FrozenBatchNormInputs,
  name?: string,
): GraphValue {
  if (graph.target === "wasm" && scale !== undefined && bias !== undefined) {
    const inputs = [x, scale, bias, mean, variance];
    return graph.apply("BatchNormalization", inputs, { epsilon: float(epsilon) }, name);
  }
  const deviation = graph.apply("Sqrt", [graph.apply("Add", [variance, graph.scalar(epsilon)])]);
  const inverse = graph.stopGradient(graph.apply("Reciprocal", [deviation]));
  const factor = scale === undefined ? inverse : graph.apply("Mul", [scale, inverse]);
  // The mean goes first: factor·x and factor·mean may be large and near each other.
  const centred = emitScaledChannels(graph, x, { bias: graph.stopGradient(graph.apply("Neg", [mean])) });
  return emitScaledChannels(graph, centred, { scale: factor, bias }, name);
}
