import { emitClip } from "../compose/clip.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitDifference, type RealTargets } from "./difference.ts";
import { emitRowMeans } from "./row-means.ts";

/**
 * Smooth L1 loss of each row, [rows]: with d = y - t, the mean over its outputs of ((½·|d|)·|d|) / β where |d| < β, else |d| -
 * ½·β; the slope is d / β, held within [-1, 1].
 */
export function emitSmoothL1(graph: GraphBuilder, values: RealTargets, beta: number): GraphValue {
  const turn = Math.fround(beta);
  const difference = emitDifference(graph, values);
  const size = graph.apply("Abs", [difference]);
  const line = graph.apply("Sub", [size, graph.scalar(turn / 2)]);
  const product = graph.apply("Mul", [graph.apply("Mul", [size, graph.scalar(0.5)]), size]);
  const isBend = graph.apply("Less", [size, graph.scalar(turn)]);
  const selected = graph.apply("Where", [isBend, graph.apply("Div", [product, graph.scalar(turn)]), line]);
  const loss = graph.withGradient(selected, [difference], (gradient) => [
    () => {
      const slope = graph.apply("Div", [difference, graph.scalar(turn)]);
      return graph.apply("Mul", [gradient, emitClip(graph, slope, graph.scalar(-1), graph.scalar(1))]);
    },
  ]);
  return emitRowMeans(graph, loss);
}
