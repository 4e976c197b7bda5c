import type { ConvolutionAxis } from "@lockstep/core/engine";
import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { reshapeTo } from "../gradients/reshape-to.ts";

/** Pools [rows, channels, height, width] over two axes; `places` are those of the axes in the whole pool, `undefined` for one that it leaves alone. */
export type PlanePool = (
  x: GraphValue,
  axes: readonly ConvolutionAxis[],
  places: readonly (number | undefined)[],
) => GraphValue;

/**
 * A pool over three axes by pools over two, for kernels that have no more: every plane along its height and width, then
 * the planes along the depth. Maxima and means alike can be taken so, and the first of several maxima stays the first.
 */
export function poolByPlanes(
  graph: GraphBuilder,
  x: GraphValue,
  axes: readonly ConvolutionAxis[],
  pool: PlanePool,
): GraphValue {
  const [depth, height, width] = axes as readonly [ConvolutionAxis, ConvolutionAxis, ConvolutionAxis];
  const [rows, channels] = x.shape;
  const planes = reshapeTo(graph, x, [
    rows!,
    multiplyDimensions([channels!, depth.length])!,
    height.length,
    width.length,
  ]);
  const pooled = pool(planes, [height, width], [1, 2]);
  const size = height.positions * width.positions;
  const lines = reshapeTo(graph, pooled, [rows!, channels!, depth.length, size]);
  const alone = { length: size, kernel: 1, stride: 1, dilation: 1, padding: 0, positions: size };
  const whole = [rows!, channels!, depth.positions, height.positions, width.positions];
  return reshapeTo(graph, pool(lines, [depth, alone], [0, undefined]), whole);
}
