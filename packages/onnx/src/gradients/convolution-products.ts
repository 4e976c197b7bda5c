import type { ConvolutionAxis } from "@lockstep/core/engine";
import { int, ints, type Attributes } from "../graph/attribute.ts";
import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { overhang, windowAttributes } from "../operators/window-axes.ts";
import { correlateByTaps } from "./correlate-by-taps.ts";
import { requireSafeGroups } from "./require-safe-groups.ts";
import { reshapeTo } from "./reshape-to.ts";

/**
 * The three products of which a convolution and its gradients consist, on a field that a window moves over, [rows,
 * channels, ...lengths], what the window responds with, [rows, outChannels, ...positions], and a weight [outChannels,
 * channels / groups, ...kernel].
 */
export interface ConvolutionGeometry {
  readonly axes: readonly ConvolutionAxis[];
  readonly groups: number;
}

/** The response to a field: `Conv`, cut where the field would let the window go on. */
export function respond(
  graph: GraphBuilder,
  field: GraphValue,
  weight: GraphValue,
  { axes, groups }: ConvolutionGeometry,
): GraphValue {
  requireSafeGroups(graph, "Conv", groups, [field.shape[1]!, weight.shape[0]!]);
  const response = graph.apply("Conv", [field, weight], { ...windowAttributes(axes), ...groupAttribute(groups) });
  const places = axes.map((_, axis) => axis + 2);
  if (axes.every(({ positions }, axis) => response.shape[axis + 2] === positions)) return response;
  return graph.apply("Slice", [
    response,
    graph.integers(places.map(() => 0)),
    graph.integers(axes.map(({ positions }) => positions)),
    graph.integers(places),
  ]);
}

/** The field to which every response adds its multiple of the weight: `ConvTranspose` to the lengths of `axes`. */
export function project(
  graph: GraphBuilder,
  response: GraphValue,
  weight: GraphValue,
  { axes, groups }: ConvolutionGeometry,
): GraphValue {
  requireSafeGroups(graph, "ConvTranspose", groups, [response.shape[1]!, weight.shape[1] === 1 ? groups : 0]);
  // What the window never reached stays 0.
  const unreached = axes.map((axis) => Math.max(0, -overhang(axis)));
  return graph.apply("ConvTranspose", [response, weight], {
    ...windowAttributes(axes),
    ...(unreached.some((count) => count > 0) ? { output_padding: ints(unreached) } : {}),
    ...groupAttribute(groups),
  });
}

/**
 * The weight's gradient: at each of its places the sum of field times response. It is a convolution itself, of the field by
 * the response, with rows and channels exchanged so that it sums over the rows, and strides and dilations exchanged.
 */
export function correlate(
  graph: GraphBuilder,
  field: GraphValue,
  response: GraphValue,
  { axes, groups }: ConvolutionGeometry,
): GraphValue {
  if (graph.target === "webgpu" && groups > 1) {
    requireSafeGroups(graph, "Conv", groups, [field.shape[1]!, response.shape[1]!]);
    return correlateByTaps(graph, field, response, axes);
  }
  const exchanged = axes.map(({ length, kernel, stride, dilation, padding, positions }) => ({
    length,
    kernel: positions,
    stride: dilation,
    dilation: stride,
    padding,
    positions: kernel,
  }));
  const fields = channelsAsRows(graph, field, groups);
  const kernels = exchangeFirst(graph, response);
  return exchangeFirst(graph, respond(graph, fields, kernels, { axes: exchanged, groups }));
}

/** [rows, channels, ...] to [channels / groups, groups · rows, ...]: each group's rows side by side. */
function channelsAsRows(graph: GraphBuilder, field: GraphValue, groups: number): GraphValue {
  if (groups === 1) return exchangeFirst(graph, field);
  const [rows, channels, ...lengths] = field.shape;
  const perGroup = Number(channels) / groups;
  const grouped = reshapeTo(graph, field, [rows!, groups, perGroup, ...lengths]);
  const order = [2, 1, 0, ...lengths.map((_, axis) => axis + 3)];
  const turned = graph.apply("Transpose", [grouped], { perm: ints(order) });
  return reshapeTo(graph, turned, [perGroup, multiplyDimensions([groups, rows!])!, ...lengths]);
}

/** Exchanges the first two axes. */
function exchangeFirst(graph: GraphBuilder, value: GraphValue): GraphValue {
  return graph.apply("Transpose", [value], { perm: ints(value.shape.map((_, axis) => (axis < 2 ? 1 - axis : axis))) });
}

/** The attribute `group`, left out where it is 1. */
function groupAttribute(groups: number): Attributes {
  return groups === 1 ? {} : { group: int(groups) };
}
