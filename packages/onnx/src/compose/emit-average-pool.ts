import type { ConvolutionAxis } from "@lockstep/core/engine";
import { int, numberAttribute, type Attributes } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { reshapeTo } from "../gradients/reshape-to.ts";
import { rowsOfChannels } from "../gradients/rows-of-channels.ts";
import { inferOutputs } from "../operators/infer-outputs.ts";
import { pooledAxes } from "../operators/pool.ts";
import { windowAttributes, windowSettings } from "../operators/window-axes.ts";
import { productsOverWindows, windowCounts } from "../operators/window-counts.ts";
import { fitsPool } from "./pad-windows.ts";
import { poolByPlanes } from "./pool-by-planes.ts";

/**
 * `AveragePool` as ONNX defines it since version 19: what a last window juts out by, taken by `ceil_mode`, never counts.
 *
 * @param inputs X.
 * @param attributes as of the operator.
 */
export function emitAveragePool(
  graph: GraphBuilder,
  inputs: readonly (GraphValue | undefined)[],
  attributes: Attributes,
  name: string,
): GraphValue {
  const call = { operator: "AveragePool", inputs, attributes };
  inferOutputs({ ...call, outputCount: 1 });
  const axes = pooledAxes(call);
  const { after } = windowSettings(call, axes.length);
  const counted = numberAttribute(attributes, "count_include_pad", 0) !== 0;
  const counts = axes.map((axis, index) => windowCounts(axis, counted ? after[index]! : undefined));
  return emitWindowMeans(graph, inputs[0]!, axes, counted ? counts : "elements", name);
}

/**
 * The sums of the windows along `axes` over their divisors.
 *
 * @param divisors for each axis, what each window is divided by along it; `"elements"` divides by the elements that a window
 *   has, padding left out.
 */
export function emitWindowMeans(
  graph: GraphBuilder,
  x: GraphValue,
  axes: readonly ConvolutionAxis[],
  divisors: readonly (readonly number[])[] | "elements",
  name: string,
): GraphValue {
  if (graph.target === "webgpu" && axes.length === 3) {
    return poolByPlanes(graph, x, axes, (value, own, places) =>
      emitWindowMeans(
        graph,
        value,
        own,
        // An axis that the pool leaves alone has windows of one element.
        divisors === "elements"
          ? divisors
          : own.map((axis, index) => divisors[places[index] ?? -1] ?? windowCounts(axis, 0)),
        name,
      ),
    );
  }
  if (!fitsPool(axes)) {
    const counts = divisors === "elements" ? axes.map((axis) => windowCounts(axis, undefined)) : divisors;
    const sums = emitWindowSums(graph, x, axes);
    return graph.apply("Div", [sums, perWindow(graph, axes, productsOverWindows(counts))], {}, name);
  }
  const { dilations, ...window } = windowAttributes(axes);
  const attributes = axes.some(({ dilation }) => dilation !== 1) ? { ...window, dilations: dilations! } : window;
  if (divisors === "elements") return graph.apply("AveragePool", [x], attributes, name);
  const means = graph.apply("AveragePool", [x], { ...attributes, count_include_pad: int(1) }, name);
  const size = axes.reduce((product, { kernel }) => product * kernel, 1);
  const factors = productsOverWindows(divisors).map((divisor) => size / divisor);
  if (factors.every((factor) => factor === 1)) return means;
  return graph.apply("Mul", [means, perWindow(graph, axes, factors)], {}, name);
}

/** The sums of the windows: a convolution of each channel with ones, which takes any padding. */
function emitWindowSums(graph: GraphBuilder, x: GraphValue, axes: readonly ConvolutionAxis[]): GraphValue {
  const kernel = axes.map((axis) => axis.kernel);
  const ones = new Float32Array(kernel.reduce((product, length) => product * length, 1)).fill(1);
  const weight = graph.constant(ones, [1, 1, ...kernel]);
  const sums = graph.apply("Conv", [rowsOfChannels(graph, x), weight], windowAttributes(axes));
  return reshapeTo(graph, sums, [...x.shape.slice(0, 2), ...axes.map(({ positions }) => positions)]);
}

/** A number for each window; one for all where they are equal. */
function perWindow(graph: GraphBuilder, axes: readonly ConvolutionAxis[], numbers: readonly number[]): GraphValue {
  if (numbers.every((number) => number === numbers[0])) return graph.scalar(numbers[0]!);
  return graph.constant(Float32Array.from(numbers), [1, 1, ...axes.map(({ positions }) => positions)]);
}
