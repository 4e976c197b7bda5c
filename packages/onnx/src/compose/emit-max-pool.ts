import type { ConvolutionAxis } from "@lockstep/core/engine";
import type { Attributes } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { inferOutputs } from "../operators/infer-outputs.ts";
import { pooledAxes } from "../operators/pool.ts";
import { windowAttributes } from "../operators/window-axes.ts";
import { emitMaxima } from "./emit-maxima.ts";
import { padWindows } from "./pad-windows.ts";
import { poolByPlanes } from "./pool-by-planes.ts";

/**
 * `MaxPool` without its places, with what kernels leave out: NaN, a window of -Infinity alone, and on GPUs three axes.
 *
 * @param inputs X.
 * @param attributes as of the operator.
 */
export function emitMaxPool(
  graph: GraphBuilder,
  inputs: readonly (GraphValue | undefined)[],
  attributes: Attributes,
  name: string,
): GraphValue {
  const call = { operator: "MaxPool", inputs, attributes };
  inferOutputs({ ...call, outputCount: 1 });
  return emitWindowMaxima(graph, inputs[0]!, pooledAxes(call), name);
}

/** The largest elements of the windows along `axes`. */
export function emitWindowMaxima(
  graph: GraphBuilder,
  x: GraphValue,
  axes: readonly ConvolutionAxis[],
  name: string,
): GraphValue {
  const pool = (value: GraphValue, own: readonly ConvolutionAxis[]): GraphValue => {
    const field = padWindows(graph, { x: value, axes: own }, -Infinity);
    return graph.apply("MaxPool", [field.x], windowAttributes(field.axes), name);
  };
  const byPlanes = graph.target === "webgpu" && axes.length === 3;
  return emitMaxima(graph, x, (value) => (byPlanes ? poolByPlanes(graph, value, axes, pool) : pool(value, axes)));
}

/** The largest element of each channel, with lengths of 1. */
export function emitGlobalMaxima(graph: GraphBuilder, x: GraphValue, name: string): GraphValue {
  return emitMaxima(graph, x, (value) => graph.apply("GlobalMaxPool", [value], {}, name));
}
