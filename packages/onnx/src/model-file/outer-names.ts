import type { GraphProto, NodeProto } from "../proto/onnx_pb.ts";

const NONE: ReadonlySet<string> = new Set();

/** Names that the graphs in a node's attributes read from the graph around them. */
export function outerNames({ attribute }: NodeProto): ReadonlySet<string> {
  // Nearly every node: a large model has many.
  if (attribute.every(({ g, graphs }) => g === undefined && graphs.length === 0)) return NONE;
  const names = new Set<string>();
  for (const { g, graphs } of attribute) {
    for (const graph of g === undefined ? graphs : [g, ...graphs]) collect(graph, names);
  }
  return names;
}

function collect(graph: GraphProto, names: Set<string>): void {
  const own = new Set(["", ...graph.input.map(({ name }) => name), ...graph.initializer.map(({ name }) => name)]);
  for (const sparse of graph.sparseInitializer) own.add(sparse.values?.name ?? "");
  for (const { output } of graph.node) for (const name of output) own.add(name);
  const read = (name: string): void => {
    if (!own.has(name)) names.add(name);
  };
  for (const node of graph.node) {
    node.input.forEach(read);
    outerNames(node).forEach(read);
  }
  for (const { name } of graph.output) read(name);
}
