import { UnsupportedOptionError } from "@lockstep/core";
import { isRows } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { slicedAxes, type SlicedAxis } from "../operators/slice.ts";
import { sliceStart } from "../operators/slice-length.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { padAxes, type PaddedAxis } from "./pad-axes.ts";
import { reshapeTo } from "./reshape-to.ts";
import { scatterSum } from "./scatter-sum.ts";
import { zerosLike } from "./zeros-like.ts";

/**
 * `Slice`: every element that was taken gets its gradient, the others 0. Axis by axis the gradient is turned round for a
 * negative step, spread for a step beyond 1, and padded. A few rows of the batch are put back by their number.
 */
export const sliceGradient: GradientRule = ({ graph, node, inputs: [x], output, gradient }) => [
  () => {
    if (output.shape.includes(0)) return zerosLike(graph, x!);
    const sliced = slicedAxes({ ...node, outputCount: 1 });
    const ofRows = sliced.filter(({ axis }) => isRows(x!.shape[axis]!));
    const others = sliced.filter(({ axis }) => !isRows(x!.shape[axis]!));
    const pads: PaddedAxis[] = [];
    let whole = others.reduce((values, bounds) => {
      const { spread, pad } = putBack(graph, values, x!.shape[bounds.axis] as number, bounds);
      pads.push(pad);
      return spread;
    }, gradient);
    whole = padAxes(graph, whole, pads);
    return ofRows.reduce((values, bounds) => rowsPutBack(graph, values, x!, bounds), whole);
  },
];

function putBack(
  graph: GraphBuilder,
  values: GraphValue,
  length: number,
  bounds: SlicedAxis,
): { readonly spread: GraphValue; readonly pad: PaddedAxis } {
  const { axis, step } = bounds;
  const count = values.shape[axis] as number;
  const distance = Math.abs(step);
  const first = sliceStart(length, bounds);
  const before = step > 0 ? first : first + (count - 1) * step;
  const forwards = step > 0 || count === 1 ? values : turnedRound(graph, values, axis, -(count + 1));
  const room = length - before;
  const spread = spreadOut(graph, forwards, axis, distance, room);
  return { spread, pad: { axis, before, after: room - (spread.shape[axis] as number) } };
}

/** Every element followed by `distance` - 1 zeros, as far as there is `room`. */
function spreadOut(graph: GraphBuilder, values: GraphValue, axis: number, distance: number, room: number): GraphValue {
  const count = values.shape[axis] as number;
  if (distance === 1 || count === 1) return values;
  const apart = reshapeTo(graph, values, values.shape.toSpliced(axis + 1, 0, 1));
  const padded = padAxes(graph, apart, [{ axis: axis + 1, before: 0, after: distance - 1 }]);
  const spread = reshapeTo(graph, padded, values.shape.with(axis, count * distance));
  if (count * distance <= room) return spread;
  return graph.apply("Slice", [spread, ...[0, room, axis].map((value) => graph.integers([value]))]);
}

function turnedRound(graph: GraphBuilder, values: GraphValue, axis: number, end: number): GraphValue {
  return graph.apply("Slice", [values, ...[-1, end, axis, -1].map((value) => graph.integers([value]))]);
}

const FAR = 2 ** 31 - 1;

/** @throws {UnsupportedOptionError} for a part of the rows that grows with them */
function rowsPutBack(
  graph: GraphBuilder,
  values: GraphValue,
  x: GraphValue,
  { axis, start, step }: SlicedAxis,
): GraphValue {
  const count = values.shape[axis]!;
  if (count === x.shape[axis] && step === 1) return values;
  if (count === x.shape[axis] && step === -1) return turnedRound(graph, values, axis, -FAR);
  if (isRows(count) || isRows(start)) {
    throw new UnsupportedOptionError({
      subject: `differentiate: operator Slice of ${x.name}`,
      rule: "has no gradient for a part of the batch that grows with it",
      received: { length: x.shape[axis], taken: count, step },
    });
  }
  const first = start >= FAR ? -1 : start;
  const places = Int32Array.from({ length: count }, (_, index) => first + index * step);
  return scatterSum(graph, x, axis, graph.constant(places, [count]), values);
}
