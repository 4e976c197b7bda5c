import type { GraphProto } from "../proto/onnx_pb.ts";
import { outerNames } from "./outer-names.ts";

/** Names that something in a graph reads: its nodes, the graphs in their attributes, and the graph as its outputs. */
export function namesRead(graph: GraphProto): ReadonlySet<string> {
  const names = new Set(graph.output.map(({ name }) => name));
  for (const node of graph.node) {
    for (const name of node.input) names.add(name);
    for (const name of outerNames(node)) names.add(name);
  }
  return names;
}
