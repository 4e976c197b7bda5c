import type { ConvolutionAxis } from "@lockstep/core/engine";
import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { windowTaps } from "../operators/window-taps.ts";
import type { GradientContext } from "./gradient-rule.ts";
import { project } from "./convolution-products.ts";
import { rowsOfChannels } from "./rows-of-channels.ts";
import { reshapeTo } from "./reshape-to.ts";
import { paddedField, takeTap } from "./take-tap.ts";

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
  const padded = paddedField(graph, x!, axes, LOWEST);
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
