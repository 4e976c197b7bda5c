import { int } from "../graph/attribute.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { reducedAxes, restoreReducedAxes } from "./restore-reduced-axes.ts";

/** y = `ReduceMax` or `ReduceMin`: g goes to the extreme; where k elements are equally so, each gets g / k, as in PyTorch's `amax`. */
export const reduceExtremeGradient: GradientRule = ({ graph, node, inputs: [x], output, gradient }) => [
  () => {
    const zero = graph.scalar(0);
    const extreme = restoreReducedAxes(graph, node, output);
    const isExtreme = graph.apply("Equal", [x, extreme]);
    const counted = graph.apply("Where", [isExtreme, graph.scalar(1), zero]);
    const count = graph.apply("ReduceSum", [counted, graph.integers(reducedAxes(node))], { keepdims: int(1) });
    const share = graph.apply("Div", [restoreReducedAxes(graph, node, gradient), count]);
    return graph.apply("Where", [isExtreme, share, zero]);
  },
];
