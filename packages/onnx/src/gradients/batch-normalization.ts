import { UnsupportedOptionError } from "@lockstep/core";
import { numberAttribute } from "../graph/attribute.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { GradientRule } from "./gradient-rule.ts";
import { sumToShape } from "./sum-to-shape.ts";

/**
 * Inference: y = (x - mean)·s·scale + bias for each channel, the second axis, with s = 1/√(variance + ε) and both
 * statistics constant. dx = g·scale·s, d scale = Σ g·(x - mean)·s, d bias = Σ g.
 *
 * @throws {UnsupportedOptionError} in training mode, which GPUs do not have: a composition takes its place.
 */
export const batchNormalizationGradient: GradientRule = ({ graph, node, inputs, gradient }) => {
  const [x, scale, , mean, variance] = inputs;
  if (numberAttribute(node.attributes, "training_mode", 0) !== 0) {
    throw new UnsupportedOptionError({
      subject: `differentiate: BatchNormalization ${node.name}`,
      rule: "has a derivative in inference only",
      received: "training_mode 1",
      remedy: "Compose it by emitBatchNorm.",
    });
  }
  const column = x!.shape.slice(1).map((_, axis) => (axis === 0 ? -1 : 1));
  const spread = (value: GraphValue): GraphValue => graph.apply("Reshape", [value, graph.integers(column)]);
  const flat = (value: GraphValue): GraphValue =>
    graph.apply("Reshape", [sumToShape(graph, value, [x!.shape[1]!, ...column.slice(1)]), graph.integers([-1])]);
  const inverse = (): GraphValue => {
    const epsilon = graph.scalar(numberAttribute(node.attributes, "epsilon", 1e-5));
    return graph.apply("Reciprocal", [graph.apply("Sqrt", [graph.apply("Add", [variance, epsilon])])]);
  };
  return [
    () => graph.apply("Mul", [gradient, spread(graph.apply("Mul", [scale, inverse()]))]),
    () => {
      const centred = graph.apply("Sub", [x, spread(mean!)]);
      return graph.apply("Mul", [flat(graph.apply("Mul", [gradient, centred])), inverse()]);
    },
    () => flat(gradient),
  ];
};
