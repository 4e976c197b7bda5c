import { int } from "../graph/attribute.ts";
import { DATA_TYPE_CODES } from "../graph/data-type-codes.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { sumToShape } from "./sum-to-shape.ts";

/**
 * y = a^b: da = g·b·a^(b-1), which is 0 where b is, and db = g·y·log a where a > 0, elsewhere 0. An exponent that is one
 * constant costs no power: 2, ½ and the like by products and quotients.
 */
export const powGradient: GradientRule = ({ graph, inputs: [a, b], output, gradient }) => [
  () => {
    const exponent = oneNumber(graph, b!);
    const slope = exponent === undefined ? generalSlope(graph, a!, b!) : powerSlope(graph, exponent, a!, output);
    return sumToShape(graph, graph.apply("Mul", [gradient, slope]), a!.shape);
  },
  () => {
    const zero = graph.scalar(0);
    const positive = graph.apply("Greater", [a, zero]);
    const logarithm = graph.apply("Log", [graph.apply("Where", [positive, a, graph.scalar(1)])]);
    const slope = graph.apply("Mul", [graph.apply("Mul", [gradient, output]), logarithm]);
    return sumToShape(graph, graph.apply("Where", [positive, slope, zero]), b!.shape);
  },
];

/** The number that a constant of one element holds. */
function oneNumber(graph: GraphBuilder, value: GraphValue): number | undefined {
  const data = graph.dataOf(value);
  // An exponent of more axes stretches the base.
  return data?.length === 1 && value.shape.length === 0 ? Number(data[0]) : undefined;
}

/** b·a^(b-1) for a known b, given a^b. */
export function powerSlope(graph: GraphBuilder, b: number, a: GraphValue, output: GraphValue): GraphValue {
  const times = (value: GraphValue, factor: number): GraphValue =>
    factor === 1 ? value : graph.apply("Mul", [value, graph.scalar(factor)]);
  switch (b) {
    case 0:
    case 1:
      return graph.scalar(b);
    case 2:
      return times(a, 2);
    case 3:
      return times(graph.apply("Mul", [a, a]), 3);
    case 0.5:
      return graph.apply("Div", [graph.scalar(0.5), output]);
    case -1:
      return times(graph.apply("Mul", [output, output]), -1);
    default:
      return times(graph.apply("Pow", [a, graph.scalar(b - 1)]), b);
  }
}

function generalSlope(graph: GraphBuilder, a: GraphValue, exponent: GraphValue): GraphValue {
  const b =
    exponent.elementType === "float32"
      ? exponent
      : graph.apply("Cast", [exponent], { to: int(DATA_TYPE_CODES.float32) });
  const power = graph.apply("Pow", [a, graph.apply("Sub", [b, graph.scalar(1)])]);
  const zero = graph.scalar(0);
  return graph.apply("Where", [graph.apply("Equal", [b, zero]), zero, graph.apply("Mul", [b, power])]);
}
