import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitExpm1 } from "./expm1.ts";

/** The constants of an exponential linear unit. */
export interface ExponentialUnit {
  /** Slope to the right of 0. @default 1 */
  readonly scale?: number;
  /** What the left side is multiplied by; it tends to minus this. */
  readonly below: number;
  /** What x is multiplied by to the left of 0. @default 1 */
  readonly rate?: number;
}

/**
 * y = scale·x for x > 0, below·(e^(rate·x) - 1) otherwise; dx = scale·g, or g·below·rate·e^(rate·x). `Elu`, `Selu` and `Celu`
 * are this; none has a kernel on GPUs.
 */
export function emitExponentialUnit(
  graph: GraphBuilder,
  x: GraphValue,
  { scale = 1, below, rate = 1 }: ExponentialUnit,
  name?: string,
): GraphValue {
  const times = (value: GraphValue, factor: number): GraphValue =>
    factor === 1 ? value : graph.apply("Mul", [value, graph.scalar(factor)]);
  const isRight = graph.apply("Greater", [x, graph.scalar(0)]);
  const left = times(emitExpm1(graph, times(x, rate)), below);
  const y = graph.apply("Where", [isRight, times(x, scale), left], {}, name);
  return graph.withGradient(y, [x], (gradient) => [
    () => {
      // Selected after the product: to the right e^x may be an infinity.
      const slope = times(graph.apply("Exp", [times(x, rate)]), below * rate);
      return graph.apply("Where", [isRight, times(gradient, scale), graph.apply("Mul", [gradient, slope])]);
    },
  ]);
}
