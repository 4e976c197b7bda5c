import type { ConvolutionAxis, ResolvedLayer } from "@lockstep/core/engine";
import { emitWindowMeans } from "../compose/emit-average-pool.ts";
import { emitGlobalMaxima, emitWindowMaxima } from "../compose/emit-max-pool.ts";
import { int } from "../graph/attribute.ts";
import type { GraphValue } from "../graph/graph.ts";
import { windowCounts } from "../operators/window-counts.ts";
import { emitFittedMaxima, emitFittedMeans } from "./fitted-pool.ts";
import type { LayerContext } from "./layer-context.ts";

/** The layers whose output is the largest element or the mean of windows. */
export type PoolSpec = Extract<ResolvedLayer["spec"], { readonly kind: `${string}-pool${string}` }>;
type AvgPoolSpec = Extract<PoolSpec, { readonly kind: "avg-pool1d" | "avg-pool2d" | "avg-pool3d" }>;
type MaxPoolSpec = Extract<PoolSpec, { readonly kind: "max-pool1d" | "max-pool2d" | "max-pool3d" }>;

/** Every pool. */
export function emitPool({ graph, layer }: LayerContext, spec: PoolSpec, input: GraphValue): GraphValue {
  const name = `${layer.name}.pool`;
  switch (spec.kind) {
    case "max-pool1d":
    case "max-pool2d":
    case "max-pool3d":
      return emitWindowMaxima(graph, input, steppedAxes(layer, spec, spec.dilation), name);
    case "avg-pool1d":
    case "avg-pool2d":
    case "avg-pool3d": {
      const axes = steppedAxes(
        layer,
        spec,
        spec.kernelSize.map(() => 1),
      );
      return emitWindowMeans(graph, input, axes, divisorsOf(spec, axes), name);
    }
    case "adaptive-avg-pool2d":
      return emitFittedMeans(graph, input, spec.outputSize, name);
    case "adaptive-max-pool2d":
      return emitFittedMaxima(graph, input, spec.outputSize, name);
    case "global-avg-pool":
      return graph.apply("Flatten", [graph.apply("GlobalAveragePool", [input], {}, name)], { axis: int(1) });
    case "global-max-pool":
      return graph.apply("Flatten", [emitGlobalMaxima(graph, input, name)], { axis: int(1) });
  }
}

/** How the windows step over a row's spatial axes. */
function steppedAxes(
  { inputShape, outputShape }: ResolvedLayer,
  { kernelSize, stride, padding }: AvgPoolSpec | MaxPoolSpec,
  dilation: readonly number[],
): readonly ConvolutionAxis[] {
  return kernelSize.map((kernel, axis) => ({
    length: inputShape[axis + 1]!,
    kernel,
    stride: stride[axis]!,
    dilation: dilation[axis]!,
    padding: padding[axis]!,
    positions: outputShape[axis + 1]!,
  }));
}

/** What the sums of an average are divided by along each axis. */
function divisorsOf(
  { divisor, countPadding, padding }: AvgPoolSpec,
  axes: readonly ConvolutionAxis[],
): readonly (readonly number[])[] | "elements" {
  if (divisor === undefined)
    return countPadding ? axes.map((axis, index) => windowCounts(axis, padding[index])) : "elements";
  return axes.map(({ positions }, index) => Array.from({ length: positions }, () => (index === 0 ? divisor : 1)));
}
