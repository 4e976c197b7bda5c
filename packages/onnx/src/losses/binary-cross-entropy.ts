import { emitPositivePart } from "../compose/positive-part.ts";
import { emitSoftplusRest } from "../compose/softplus.ts";
import { isRows } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { RealTargets } from "./difference.ts";
import { emitRowMeans } from "./row-means.ts";
import { selectWeighed } from "./select-weighed.ts";

/**
 * Binary cross-entropy of each row, [rows]: the mean over its logits z, with targets t and the weight p of the positive
 * part, of (p·t)·softplus(-z) + (1 - t)·softplus(z), whose slope is (1 - t)·σ(z) - (p·t)·σ(-z). Neither has a difference of
 * large numbers in it. softplus(±z) is max(±z, 0) and one log(1 + e^-|z|) for both.
 *
 * @param posWeight p: one for all, or one for each place of a row.
 */
export function emitBinaryCrossEntropy(
  graph: GraphBuilder,
  { outputs, targets, weights }: RealTargets,
  posWeight: number | readonly number[],
): GraphValue {
  const weighed = (value: GraphValue): GraphValue =>
    weights === undefined ? value : selectWeighed(graph, value, weights);
  const [z, t] = [weighed(outputs), weighed(targets)];
  const positive = posWeight === 1 ? t : graph.apply("Mul", [t, positiveWeight(graph, z, posWeight)]);
  const negative = graph.apply("Sub", [graph.scalar(1), t]);
  const rest = emitSoftplusRest(graph, z);
  const softplus = (value: GraphValue): GraphValue => graph.apply("Add", [emitPositivePart(graph, value), rest]);
  const ofPositive = graph.apply("Mul", [positive, softplus(graph.apply("Neg", [z]))]);
  const ofNegative = graph.apply("Mul", [negative, softplus(z)]);
  const loss = graph.withGradient(graph.apply("Add", [ofPositive, ofNegative]), [z], (gradient) => [
    () => {
      const up = graph.apply("Mul", [negative, graph.apply("Sigmoid", [z])]);
      const down = graph.apply("Mul", [positive, graph.apply("Sigmoid", [graph.apply("Neg", [z])])]);
      return graph.apply("Mul", [gradient, graph.apply("Sub", [up, down])]);
    },
  ]);
  return emitRowMeans(graph, loss);
}

function positiveWeight(graph: GraphBuilder, logits: GraphValue, posWeight: number | readonly number[]): GraphValue {
  if (typeof posWeight === "number") return graph.scalar(posWeight);
  const shape = logits.shape.slice(1).filter((length) => !isRows(length));
  return graph.constant(Float32Array.from(posWeight), shape);
}
