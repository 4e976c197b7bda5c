import { emitClip } from "../compose/clip.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitDifference, type RealTargets } from "./difference.ts";
import { emitRowMeans } from "./row-means.ts";

/**
 * Huber loss of each row, [rows]: with d = y - t, the mean over its outputs of (½·|d|)·|d| where |d| ≤ δ, else δ·(|d| -
 * ½·δ); the slope is d, held within [-δ, δ].
 */
export function emitHuber(graph: GraphBuilder, values: RealTargets, delta: number): GraphValue {
  const turn = Math.fround(delta);
  const difference = emitDifference(graph, values);
  const size = graph.apply("Abs", [difference]);
  const line = graph.apply("Mul", [graph.apply("Sub", [size, graph.scalar(turn / 2)]), graph.scalar(turn)]);
  const bend = graph.apply("Mul", [graph.apply("Mul", [size, graph.scalar(0.5)]), size]);
  const isLine = graph.apply("Greater", [size, graph.scalar(turn)]);
  const loss = graph.withGradient(graph.apply("Where", [isLine, line, bend]), [difference], (gradient) => [
    () => graph.apply("Mul", [gradient, emitClip(graph, difference, graph.scalar(-turn), graph.scalar(turn))]),
  ]);
  return emitRowMeans(graph, loss);
}
