import type { ConvolutionAxis } from "@lockstep/core/engine";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { overhang } from "../operators/window-axes.ts";

/** A field, [rows, channels, ...lengths], with the padding of its windows written out as elements `fill`. */
export function paddedField(
  graph: GraphBuilder,
  field: GraphValue,
  axes: readonly ConvolutionAxis[],
  fill: number,
): GraphValue {
  const before = axes.map(({ padding }) => padding);
  const after = axes.map((axis) => Math.max(0, overhang(axis)));
  if ([...before, ...after].every((count) => count === 0)) return field;
  return graph.apply("Pad", [field, graph.integers([0, 0, ...before, 0, 0, ...after]), graph.scalar(fill)]);
}

/** The elements of a {@link paddedField} that stand at one place of every window, [rows, channels, ...positions]. */
export function takeTap(
  graph: GraphBuilder,
  padded: GraphValue,
  axes: readonly ConvolutionAxis[],
  tap: readonly number[],
): GraphValue {
  const starts = axes.map(({ dilation }, axis) => tap[axis]! * dilation);
  const ends = axes.map(({ stride, positions }, axis) => starts[axis]! + stride * (positions - 1) + 1);
  const whole = starts.every((start, axis) => start === 0 && ends[axis] === padded.shape[axis + 2]);
  if (whole && axes.every(({ stride }) => stride === 1)) return padded;
  return graph.apply("Slice", [
    padded,
    graph.integers(starts),
    graph.integers(ends),
    graph.integers(axes.map((_, axis) => axis + 2)),
    graph.integers(axes.map(({ stride }) => stride)),
  ]);
}
