import type { ConvolutionAxis } from "@lockstep/core/engine";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { overhang } from "../operators/window-axes.ts";

/** What a pool goes over. */
export interface PooledField {
  readonly x: GraphValue;
  readonly axes: readonly ConvolutionAxis[];
}

/** Whether a pool takes the padding: it must be smaller than the kernel. */
export function fitsPool(axes: readonly ConvolutionAxis[]): boolean {
  return axes.every((axis) => Math.max(axis.padding, overhang(axis)) < axis.kernel);
}

/** Writes out, as elements `fill`, the padding that pools do not take: as much as the kernel or more, on either side. */
export function padWindows(graph: GraphBuilder, { x, axes }: PooledField, fill: number): PooledField {
  if (fitsPool(axes)) return { x, axes };
  const surplus = (count: number, kernel: number): number => Math.max(0, count - kernel + 1);
  const before = axes.map(({ padding, kernel }) => surplus(padding, kernel));
  const after = axes.map((axis) => surplus(overhang(axis), axis.kernel));
  const pads = graph.integers([0, 0, ...before, 0, 0, ...after]);
  return {
    x: graph.apply("Pad", [x, pads, graph.scalar(fill)]),
    axes: axes.map((axis, index) => ({
      ...axis,
      length: axis.length + before[index]! + after[index]!,
      padding: axis.padding - before[index]!,
    })),
  };
}
