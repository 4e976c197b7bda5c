import { numberAttribute } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphNode, GraphValue } from "../graph/graph.ts";
import { pooledAxes } from "../operators/pool.ts";
import { windowSettings } from "../operators/window-axes.ts";
import { productsOverWindows, windowCounts } from "../operators/window-counts.ts";
import { project } from "./convolution-products.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { reshapeTo } from "./reshape-to.ts";
import { rowsOfChannels } from "./rows-of-channels.ts";

/** y of a window is its sum over its count: each of its elements gets that share of the gradient. */
export const averagePoolGradient: GradientRule = ({ graph, node, inputs: [x], gradient }) => [
  () => {
    const axes = pooledAxes(node);
    const kernel = axes.map((axis) => axis.kernel);
    const ones = new Float32Array(kernel.reduce((product, length) => product * length, 1)).fill(1);
    const share = rowsOfChannels(graph, graph.apply("Div", [gradient, divisors(graph, node)]));
    const spread = project(graph, share, graph.constant(ones, [1, 1, ...kernel]), { axes, groups: 1 });
    return reshapeTo(graph, spread, x!.shape);
  },
];

/** What the sums were divided by: one number, or one for each window. */
function divisors(graph: GraphBuilder, node: GraphNode): GraphValue {
  const axes = pooledAxes(node);
  const { after } = windowSettings(node, axes.length);
  const counted = numberAttribute(node.attributes, "count_include_pad", 0) !== 0;
  const counts = productsOverWindows(
    axes.map((axis, index) => windowCounts(axis, counted ? after[index]! : undefined)),
  );
  if (counts.every((count) => count === counts[0])) return graph.scalar(counts[0]!);
  return graph.constant(Float32Array.from(counts), [1, 1, ...axes.map(({ positions }) => positions)]);
}
