import { UnsupportedOptionError } from "@lockstep/core";
import { int, numberAttribute, text, textAttribute } from "../graph/attribute.ts";
import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { requireReduction } from "./require-reduction.ts";
import { reshapeTo } from "./reshape-to.ts";
import { scatterSum } from "./scatter-sum.ts";
import { zerosLike } from "./zeros-like.ts";

/** `GatherND`: what was read at a place comes back to it, summed. */
export const gatherNdGradient: GradientRule = ({ graph, node, inputs: [x, indices], gradient }) => [
  () => {
    if (numberAttribute(node.attributes, "batch_dims", 0) !== 0) {
      throw new UnsupportedOptionError({
        subject: `differentiate: operator GatherND, node ${node.name}`,
        rule: "has a gradient rule without batch_dims",
      });
    }
    // GPUs have no arithmetic on int64, and add to one place at a time.
    return graph.target === "webgpu"
      ? graph.apply("ScatterND", [zerosLike(graph, x!), indices, gradient], { reduction: text("add") })
      : sumOnOneAxis(graph, x!, indices!, gradient);
  },
];

/** The axes that the places count, as one: the `ScatterND` of CPUs adds to one place from several threads. */
function sumOnOneAxis(graph: GraphBuilder, x: GraphValue, indices: GraphValue, gradient: GraphValue): GraphValue {
  const axes = indices.shape.at(-1) as number;
  const inner = multiplyDimensions(x.shape.slice(axes))!;
  const lengths = graph.apply("Shape", [x], { start: int(0), end: int(axes) });
  const strides = Array.from({ length: axes }, (_, axis) => Number(multiplyDimensions(x.shape.slice(axis + 1, axes))));
  // The rest of a division by the length counts a negative index from the end.
  const offsets = graph.apply("Mul", [graph.apply("Mod", [indices, lengths]), graph.integers(strides)]);
  const places = graph.apply("ReduceSum", [offsets, graph.integers([-1])], { keepdims: int(0) });
  const flat = reshapeTo(graph, zerosLike(graph, x), [multiplyDimensions(x.shape.slice(0, axes))!, inner]);
  const values = reshapeTo(graph, gradient, [multiplyDimensions(places.shape)!, inner]);
  return reshapeTo(graph, scatterSum(graph, flat, 0, places, values), x.shape);
}

/** `ScatterND`: an update gets the gradient at its place; x gets the others, or all where updates are added to it. */
export const scatterNdGradient: GradientRule = ({ graph, node, inputs: [, indices, updates], gradient }) => {
  requireReduction(node);
  return [
    () =>
      textAttribute(node.attributes, "reduction", "none") === "add"
        ? gradient
        : graph.apply("ScatterND", [gradient, indices, zerosLike(graph, updates!)]),
    undefined,
    () => graph.apply("GatherND", [gradient, indices]),
  ];
};
