import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitLog1p } from "./log1p.ts";
import { emitPositivePart } from "./positive-part.ts";

/**
 * y = log(1 + e^x) = max(x, 0) + log(1 + e^-|x|), which overflows nowhere and keeps its digits where it is small; dx =
 * g·σ(x). `Softplus` has no kernel on GPUs, and that of CPUs is 0 below x = -17.
 */
export function emitSoftplus(graph: GraphBuilder, x: GraphValue, name?: string): GraphValue {
  const y = graph.apply("Add", [emitPositivePart(graph, x), emitSoftplusRest(graph, x)], {}, name);
  return graph.withGradient(y, [x], (gradient) => [() => graph.apply("Mul", [gradient, graph.apply("Sigmoid", [x])])]);
}

/** log(1 + e^-|x|): what softplus adds to max(x, 0). */
export function emitSoftplusRest(graph: GraphBuilder, x: GraphValue): GraphValue {
  return emitLog1p(graph, graph.apply("Exp", [graph.apply("Neg", [graph.apply("Abs", [x])])]));
}
