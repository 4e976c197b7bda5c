import { numberAttribute } from "../graph/attribute.ts";
import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import { isRows, normalAxis } from "../graph/dimension.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { padAxes } from "./pad-axes.ts";
import { reshapeTo } from "./reshape-to.ts";
import { scatterSum } from "./scatter-sum.ts";

/** `Gather`: what was read at an index comes back to it, and is summed where it was read several times. */
export const gatherGradient: GradientRule = ({ graph, node, inputs: [x, indices], gradient }) => [
  () => {
    const axis = normalAxis(numberAttribute(node.attributes, "axis", 0), x!.shape.length);
    const count = multiplyDimensions(indices!.shape)!;
    const values = reshapeTo(graph, gradient, x!.shape.with(axis, count));
    const length = x!.shape[axis]!;
    const first = firstOfRun(indices!, length);
    if (first === undefined) return scatterSum(graph, x!, axis, indices!, values);
    const after = Number(length) - first - Number(count);
    return padAxes(graph, values, [{ axis, before: first, after }]);
  },
];

/** The first of indices that are known to follow one another: they are a slice, and need no scattering. */
function firstOfRun({ contents }: GraphValue, length: GraphValue["shape"][number]): number | undefined {
  if (contents === undefined || contents.length === 0 || contents.some(isRows) || isRows(length)) return undefined;
  const places = (contents as readonly number[]).map((index) => normalAxis(index, length));
  return places.every((place, index) => place === places[0]! + index) ? places[0] : undefined;
}
