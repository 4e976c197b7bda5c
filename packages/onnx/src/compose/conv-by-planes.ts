import type { ConvolutionAxis } from "@lockstep/core/engine";
import { int, ints, numberAttribute, type Attributes } from "../graph/attribute.ts";
import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { padAxes } from "../gradients/pad-axes.ts";
import { reshapeTo } from "../gradients/reshape-to.ts";
import { overhang, windowAttributes, type WindowCall } from "../operators/window-axes.ts";

/**
 * A convolution over three axes by ones over two: for each place of the kernel along the depth, the planes that it meets,
 * taken as rows, and the sum of those.
 *
 * @param emitPlanes makes a convolution over two axes.
 */
export function convByPlanes(
  graph: GraphBuilder,
  { inputs, attributes }: WindowCall,
  axes: readonly ConvolutionAxis[],
  emitPlanes: (operands: readonly GraphValue[], attributes: Attributes) => GraphValue,
  name: string,
): GraphValue {
  const [x, w, ...bias] = inputs as readonly GraphValue[];
  const [depth, ...plane] = axes as readonly [ConvolutionAxis, ConvolutionAxis, ConvolutionAxis];
  const [rows, channels] = x!.shape;
  const padded = padAxes(graph, x!, [{ axis: 2, before: depth.padding, after: Math.max(0, overhang(depth)) }]);
  const planes = graph.apply("Transpose", [padded], { perm: ints([0, 2, 1, 3, 4]) });
  const lengths = plane.map(({ length }) => length);
  const settings = { ...windowAttributes(plane), group: int(numberAttribute(attributes, "group", 1)) };
  const [outChannels, channelsOfGroup, , ...kernel] = w!.shape;
  const products = Array.from({ length: depth.kernel }, (_, tap) => {
    const start = tap * depth.dilation;
    const end = start + depth.stride * (depth.positions - 1) + 1;
    const met = sliceAxis(graph, planes, 1, [start, end, depth.stride]);
    const field = reshapeTo(graph, met, [multiplyDimensions([rows!, depth.positions])!, channels!, ...lengths]);
    const own = sliceAxis(graph, w!, 2, [tap, tap + 1, 1]);
    const weight = reshapeTo(graph, own, [outChannels!, channelsOfGroup!, ...kernel]);
    return emitPlanes(tap === 0 ? [field, weight, ...bias] : [field, weight], settings);
  });
  const sum = products.reduce((total, product) => graph.apply("Add", [total, product]));
  const positions = plane.map((axis) => axis.positions);
  const apart = reshapeTo(graph, sum, [rows!, depth.positions, outChannels!, ...positions]);
  return graph.apply("Transpose", [apart], { perm: ints([0, 2, 1, 3, 4]) }, name);
}

function sliceAxis(
  graph: GraphBuilder,
  value: GraphValue,
  axis: number,
  [start, end, step]: readonly [start: number, end: number, step: number],
): GraphValue {
  if (start === 0 && end === value.shape[axis] && step === 1) return value;
  return graph.apply("Slice", [value, ...[start, end, axis, step].map((number) => graph.integers([number]))]);
}
