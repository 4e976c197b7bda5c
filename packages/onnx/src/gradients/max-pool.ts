import { text } from "../graph/attribute.ts";
import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import type { GraphValue } from "../graph/graph.ts";
import { pooledAxes } from "../operators/pool.ts";
import type { GradientContext, GradientRule } from "./gradient-rule.ts";
import { maxPoolGradientByTaps } from "./max-pool-by-taps.ts";
import { reshapeTo } from "./reshape-to.ts";
import { zerosLike } from "./zeros-like.ts";

/** Each window's gradient goes to its largest element, the first of several. */
export const maxPoolGradient: GradientRule = (context) => [
  () =>
    context.graph.target === "wasm"
      ? addAtMaxima(context)
      : maxPoolGradientByTaps(context.graph, context, pooledAxes(context.node)),
];

/** Adds the gradients at the places of the maxima, for which it asks the forward pass. */
function addAtMaxima({ graph, node, inputs: [x], gradient }: GradientContext): GraphValue {
  const [, places] = graph.moreOutputs(node, 2);
  // A window of NaN alone has no place.
  const within = graph.apply("Max", [places, graph.integers([0])]);
  const flat = (value: GraphValue): GraphValue => reshapeTo(graph, value, [multiplyDimensions(value.shape)!]);
  const scattered = graph.apply("ScatterElements", [zerosLike(graph, flat(x!)), flat(within), flat(gradient)], {
    reduction: text("add"),
  });
  return reshapeTo(graph, scattered, x!.shape);
}
