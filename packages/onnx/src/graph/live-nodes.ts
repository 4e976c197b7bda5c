import type { GraphNode, GraphValue } from "./graph.ts";

/** The nodes that `outputs` depend on, in their order. */
export function liveNodes(nodes: readonly GraphNode[], outputs: readonly GraphValue[]): readonly GraphNode[] {
  const needed = new Set<GraphValue>(outputs);
  const live: GraphNode[] = [];
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    live.push(node);
    for (const input of node.inputs) if (input !== undefined) needed.add(input);
  }
  return live.toReversed();
}
