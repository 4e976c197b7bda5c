import { int } from "../graph/attribute.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { reducedAxes, restoreReducedAxes } from "./restore-reduced-axes.ts";

/**
 * y = Π x over some axes: dx = g times the product of the other elements. With P the product of those that are not 0, that
 * is P / x where none is 0; where one is, P for it and 0 for the others; where several are, 0.
 */
export const reduceProdGradient: GradientRule = ({ graph, node, inputs: [x], gradient }) => [
  () => {
    const [zero, one] = [graph.scalar(0), graph.scalar(1)];
    const axes = graph.integers(reducedAxes(node));
    const isZero = graph.apply("Equal", [x, zero]);
    const others = graph.apply("Where", [isZero, one, x]);
    const product = graph.apply("ReduceProd", [others, axes], { keepdims: int(1) });
    const zeros = graph.apply("ReduceSum", [graph.apply("Where", [isZero, one, zero]), axes], { keepdims: int(1) });
    const scaled = graph.apply("Mul", [restoreReducedAxes(graph, node, gradient), product]);
    const ofZero = graph.apply("Where", [graph.apply("Equal", [zeros, one]), scaled, zero]);
    const ofOther = graph.apply("Where", [graph.apply("Equal", [zeros, zero]), scaled, zero]);
    return graph.apply("Where", [isZero, ofZero, graph.apply("Div", [ofOther, others])]);
  },
];
