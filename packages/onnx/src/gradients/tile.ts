import { int } from "../graph/attribute.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { reshapeTo } from "./reshape-to.ts";

/** `Tile`: the gradients of the copies, summed. */
export const tileGradient: GradientRule = ({ graph, inputs: [x, repeats], gradient }) => [
  () => {
    const counts = repeats!.contents!;
    const apart = x!.shape.flatMap((length, axis) => (counts[axis] === 1 ? [length] : [counts[axis]!, length]));
    const added = counts.flatMap((count, axis) =>
      count === 1 ? [] : [axis + counts.slice(0, axis).filter((other) => other !== 1).length],
    );
    if (added.length === 0) return gradient;
    const copies = reshapeTo(graph, gradient, apart);
    return graph.apply("ReduceSum", [copies, graph.integers(added)], { keepdims: int(0) });
  },
];
