import { int } from "../graph/attribute.ts";
import { normalAxis } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * y = x / √(mean x² + epsilon)·scale, the mean being over the axes from `axis` on. `RMSNormalization` is younger than the
 * operator set that is emitted.
 */
export function emitRmsNorm(
  graph: GraphBuilder,
  x: GraphValue,
  {
    scale,
    axis,
    epsilon,
  }: { readonly scale?: GraphValue | undefined; readonly axis: number; readonly epsilon: number },
): GraphValue {
  const first = normalAxis(axis, x.shape.length);
  const axes = graph.integers(x.shape.map((_, index) => index).slice(first));
  const meanOfProducts = (a: GraphValue, b: GraphValue): GraphValue =>
    graph.apply("ReduceMean", [graph.apply("Mul", [a, b]), axes], { keepdims: int(1) });
  const size = graph.apply("Sqrt", [graph.apply("Add", [meanOfProducts(x, x), graph.scalar(epsilon)])]);
  const normal = graph.withGradient(graph.apply("Div", [x, size]), [x], (gradient) => [
    () => {
      const along = graph.apply("Mul", [normal, meanOfProducts(gradient, normal)]);
      return graph.apply("Div", [graph.apply("Sub", [gradient, along]), size]);
    },
  ]);
  return scale === undefined ? normal : graph.apply("Mul", [normal, scale]);
}
