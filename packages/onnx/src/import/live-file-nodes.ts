import type { FileNode } from "../model-file/file-node.ts";

/** The nodes that a value depends on, in their order. */
export function liveFileNodes(nodes: readonly FileNode[], output: string): readonly FileNode[] {
  const needed = new Set([output]);
  const live: FileNode[] = [];
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((name) => needed.has(name))) continue;
    live.push(node);
    for (const input of node.inputs) if (input !== "") needed.add(input);
  }
  return live.toReversed();
}
