import type { GraphValue } from "../graph/graph.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { sumToShape } from "./sum-to-shape.ts";

/**
 * y = `Max` or `Min` of any number of inputs: g goes to the input that is y. Where k of them are equal each gets g / k, as
 * in PyTorch's `maximum` of two.
 */
export const extremeGradient: GradientRule = ({ graph, inputs, output, gradient }) => {
  const [zero, one] = [graph.scalar(0), graph.scalar(1)];
  if (inputs.length === 1) return [() => gradient];
  const isExtreme = (input: GraphValue): GraphValue => graph.apply("Equal", [input, output]);
  let found: GraphValue | undefined;
  const share = (): GraphValue => {
    found ??= graph.apply("Div", [
      gradient,
      inputs
        .map((input) => graph.apply("Where", [isExtreme(input), one, zero]))
        .reduce((sum, count) => graph.apply("Add", [sum, count])),
    ]);
    return found;
  };
  return inputs.map((input) => () => {
    return sumToShape(graph, graph.apply("Where", [isExtreme(input), share(), zero]), input.shape);
  });
};
