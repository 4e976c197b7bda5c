import type { ConvolutionAxis } from "@lockstep/core/engine";
import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { windowTaps } from "../operators/window-taps.ts";
import { overhang } from "../operators/window-axes.ts";
import type { GradientContext } from "./gradient-rule.ts";
import { project } from "./convolution-products.ts";
import { rowsOfChannels } from "./rows-of-channels.ts";
import { reshapeTo } from "./reshape-to.ts";

/** What stands in the padding: no element is smaller. */
const LOWEST = -3.4028234663852886e38;

/**
 * The gradient of a `MaxPool` by what GPUs have: their kernels do not tell the places of the maxima. Takes the windows'
 * first elements, their second ones and so on; hands each window's gradient to the first that equals its maximum; and puts
 * the shares back by a transposed convolution with one kernel for each place in the window.
 */
export function maxPoolGradientByTaps(
  graph: GraphBuilder,
  { inputs: [x], output, gradient }: Pick<GradientContext, "inputs" | "output" | "gradient">,
  axes: readonly ConvolutionAxis[],
): GraphValue {
  const padded = withPadding(graph, x!, axes);
  const zero = graph.scalar(0);
  let rest = gradient;
  const taps = windowTaps(axes);
  const shares = taps.map((tap, index) => {
    const isLargest = graph.apply("Equal", [takeTap(graph, padded, axes, tap), output]);
    const share = graph.apply("Where", [isLargest, rest, zero]);
    if (index < taps.length - 1) rest = graph.apply("Where", [isLargest, zero, rest]);
    return rowsOfChannels(graph, share);
  });
  const kernels = new Float32Array(taps.length ** 2);
  for (const index of taps.keys()) kernels[index * (taps.length + 1)] = 1;
  const weight = graph.constant(kernels, [taps.length, 1, ...axes.map(({ kernel }) => kernel)]);
  const response = graph.apply("Concat", shares, { axis: int(1) });
  return reshapeTo(graph, project(graph, response, weight, { axes, groups: 1 }), x!.shape);
}

/** The input with its padding. */
function withPadding(graph: GraphBuilder, x: GraphValue, axes: readonly ConvolutionAxis[]): GraphValue {
  const before = axes.map(({ padding }) => padding);
  const after = axes.map((axis) => Math.max(0, overhang(axis)));
  if ([...before, ...after].every((count) => count === 0)) return x;
  return graph.apply("Pad", [x, graph.integers([0, 0, ...before, 0, 0, ...after]), graph.scalar(LOWEST)]);
}

/** The element at one place of every window. */
function takeTap(
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
