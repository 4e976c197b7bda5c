import { int } from "../graph/attribute.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { reshapeTo } from "./reshape-to.ts";

/** y of a channel is its largest element: the first of several gets the gradient. */
export const globalMaxPoolGradient: GradientRule = ({ graph, inputs: [x], output, gradient }) => [
  () => {
    const [rows, channels, ...lengths] = x!.shape;
    const size = lengths.reduce<number>((product, length) => product * Number(length), 1);
    const line = reshapeTo(graph, x!, [rows!, channels!, size]);
    const one = [rows!, channels!, 1];
    const isLargest = graph.apply("Equal", [line, reshapeTo(graph, output, one)]);
    // Places as floats, which every kernel compares; exact up to 2^24.
    const places = graph.constant(
      Float32Array.from({ length: size }, (_, place) => place),
      [size],
    );
    const candidates = graph.apply("Where", [isLargest, places, graph.scalar(size)]);
    const first = graph.apply("ReduceMin", [candidates, graph.integers([2])], { keepdims: int(1) });
    const chosen = graph.apply("Equal", [candidates, first]);
    const spread = graph.apply("Where", [chosen, reshapeTo(graph, gradient, one), graph.scalar(0)]);
    return reshapeTo(graph, spread, x!.shape);
  },
];
