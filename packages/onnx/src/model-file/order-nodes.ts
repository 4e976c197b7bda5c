import { DataError } from "@lockstep/core";
import type { FileNode } from "./file-node.ts";
import { describeNode } from "./read-node.ts";

/** A node and every name that it reads, also those that only a graph in an attribute reads. */
export interface ReadingNode {
  readonly node: FileNode;
  readonly reads: ReadonlySet<string>;
}

/**
 * Nodes in an order in which they can run: the file's own where that is one, as the format asks.
 *
 * @param known what is there before any node has run.
 * @throws {DataError} where a node reads a name that nothing makes, or nodes wait for each other.
 */
export function orderNodes(nodes: readonly ReadingNode[], known: ReadonlySet<string>): readonly FileNode[] {
  const makers = new Map<string, number>();
  nodes.forEach(({ node }, index) => node.outputs.forEach((name) => makers.set(name, index)));
  const readers = nodes.map((): number[] => []);
  const waitsFor = nodes.map(({ node, reads }, index) => {
    let count = 0;
    for (const name of reads) {
      if (known.has(name)) continue;
      const maker = makers.get(name);
      if (maker === undefined) throw nothingMakes(name, describeNode(node.name, node.operator));
      readers[maker]!.push(index);
      count++;
    }
    return count;
  });
  const order = runnableOrder(waitsFor, readers);
  if (order.length < nodes.length) {
    const stuck = nodes[waitsFor.findIndex((count) => count > 0)]!.node;
    throw new DataError({
      subject: describeNode(stuck.name, stuck.operator),
      rule: "must not need its own result: nodes wait for each other in a circle",
      remedy: "The graph is broken: export the model again.",
    });
  }
  return order.map((index) => nodes[index]!.node);
}

/** The error for a name that is read and never made. */
export function nothingMakes(name: string, reader: string): DataError {
  return new DataError({
    subject: reader,
    rule: `must not read "${name}": no input, initializer or node makes it`,
    remedy: "The graph is broken, or an initializer was removed from it: export the model again.",
  });
}

/** Takes nodes that wait for nothing, first come first served, where the given order does not do. */
function runnableOrder(waitsFor: number[], readers: readonly (readonly number[])[]): readonly number[] {
  if (readers.every((list, maker) => list.every((reader) => reader > maker))) return [...waitsFor.keys()];
  const order = [...waitsFor.keys()].filter((index) => waitsFor[index] === 0);
  for (const maker of order) {
    for (const reader of readers[maker]!) {
      if (--waitsFor[reader]! === 0) order.push(reader);
    }
  }
  return order;
}
