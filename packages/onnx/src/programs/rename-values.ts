import type { Graph, GraphValue } from "../graph/graph.ts";

/** The graph with other names for its values and nodes. It must have no graphs within. */
export function renameValues(graph: Graph, rename: (name: string) => string): Graph {
  const value = <Value extends GraphValue | undefined>(given: Value): Value =>
    given === undefined ? given : { ...given, name: rename(given.name) };
  return {
    ...graph,
    inputs: graph.inputs.map(value),
    outputs: graph.outputs.map(value),
    initializers: graph.initializers.map((initializer) => ({ ...initializer, value: value(initializer.value) })),
    nodes: graph.nodes.map((node) => ({
      ...node,
      name: rename(node.name),
      inputs: node.inputs.map(value),
      outputs: node.outputs.map(value),
    })),
  };
}
