import { int } from "../graph/attribute.ts";
import { standardizedGradient } from "../gradients/standardized-gradient.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** What {@link emitStandardized} gives; the statistics have a length of 1 along the axes, and no derivative. */
export interface Standardized {
  /** x̂, of the shape of x. */
  readonly normal: GraphValue;
  readonly mean: GraphValue;
  /** Biased: divided by the number of values. */
  readonly variance: GraphValue;
}

/**
 * x brought to mean 0 and variance 1 over some axes together: x̂ = (x - μ) / √(v + epsilon), μ = mean x, v = mean (x - μ)²;
 * dx = (g - mean g - x̂·mean(g·x̂)) / √(v + epsilon).
 *
 * @param axes counted from the front; they may include the rows.
 */
export function emitStandardized(
  graph: GraphBuilder,
  x: GraphValue,
  axes: readonly number[],
  epsilon: number,
  name?: string,
): Standardized {
  const meanOf = (value: GraphValue): GraphValue =>
    graph.apply("ReduceMean", [value, graph.integers(axes)], { keepdims: int(1) });
  const mean = graph.stopGradient(meanOf(x));
  const centred = graph.apply("Sub", [x, mean]);
  const variance = graph.stopGradient(meanOf(graph.apply("Mul", [centred, centred])));
  const deviation = graph.apply("Sqrt", [graph.apply("Add", [variance, graph.scalar(epsilon)])]);
  const normal = graph.withGradient(graph.apply("Div", [centred, deviation], {}, name), [x], (gradient) => [
    () => graph.apply("Div", [standardizedGradient(graph, gradient, normal, axes), deviation]),
  ]);
  return { normal, mean, variance };
}
