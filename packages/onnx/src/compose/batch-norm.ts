import { countAlong } from "../gradients/count-along.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitScaledChannels } from "./scale-channels.ts";
import { emitStandardized } from "./standardized.ts";

/** What {@link emitBatchNorm} takes. */
export interface BatchNormInputs {
  /** [rows, channels, ...positions] */
  readonly x: GraphValue;
  /** [channels]. @default ones */
  readonly scale?: GraphValue | undefined;
  /** [channels]. @default zeros */
  readonly bias?: GraphValue | undefined;
  /** The running statistics so far, [channels]; without them none come out. */
  readonly running?: { readonly mean: GraphValue; readonly variance: GraphValue } | undefined;
  /** Added to the variance. */
  readonly epsilon: number;
  /** Share of the batch in the next running statistics, as PyTorch's: a number, or a scalar of the graph. ONNX's is 1 minus this. */
  readonly momentum: number | GraphValue;
  /** Whether the running variance moves by the batch's unbiased one, as in PyTorch; ONNX's `training_mode` takes the biased. */
  readonly unbiased: boolean;
}

/** What {@link emitBatchNorm} gives. */
export interface BatchNormOutputs {
  readonly y: GraphValue;
  /** The running statistics after the batch; no gradient passes through them. */
  readonly next?: { readonly mean: GraphValue; readonly variance: GraphValue };
}

/**
 * Batch norm in training: y = x̂·scale + bias, x̂ being x brought to mean 0 and variance 1 over all rows and positions of each
 * channel. A composition on every target: GPUs have no `training_mode`.
 *
 * @example
 * const running = { mean, variance };
 * const { y, next } = emitBatchNorm(graph, { x, scale, bias, running, epsilon: 1e-5, momentum: 0.1, unbiased: true });
 */
export function emitBatchNorm(
  graph: GraphBuilder,
  { x, scale, bias, running, epsilon, momentum, unbiased }: BatchNormInputs,
): BatchNormOutputs {
  const axes = x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
  const { normal, mean, variance } = emitStandardized(graph, x, axes, epsilon);
  const y = emitScaledChannels(graph, normal, { scale, bias });
  if (running === undefined) return { y };
  const share = typeof momentum === "number" ? graph.scalar(momentum) : momentum;
  const rest = typeof momentum === "number" ? graph.scalar(1 - momentum) : graph.apply("Sub", [graph.scalar(1), share]);
  const blended = (old: GraphValue, statistic: GraphValue, factor: GraphValue): GraphValue => {
    const flat = graph.apply("Reshape", [statistic, graph.integers([-1])]);
    const sum = graph.apply("Add", [graph.apply("Mul", [old, rest]), graph.apply("Mul", [flat, factor])]);
    return graph.stopGradient(sum);
  };
  const next = {
    mean: blended(running.mean, mean, share),
    variance: blended(running.variance, variance, unbiased ? unbiasedShare(graph, share, x, axes) : share),
  };
  return { y, next };
}

/** share·n / (n - 1), where n values make a variance; a single one, which has none, stays a share of 0. */
function unbiasedShare(graph: GraphBuilder, share: GraphValue, x: GraphValue, axes: readonly number[]): GraphValue {
  const count = countAlong(graph, x, axes);
  const others = graph.apply("Sub", [count, graph.scalar(1)]);
  const single = graph.apply("Equal", [others, graph.scalar(0)]);
  const correction = graph.apply("Div", [count, graph.apply("Where", [single, graph.scalar(1), others])]);
  return graph.apply("Mul", [share, correction]);
}
