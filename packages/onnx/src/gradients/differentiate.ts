import { ShapeMismatchError, UnsupportedOptionError } from "@lockstep/core";
import { formatGraphShape, graphShapesEqual } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphNode, GraphValue } from "../graph/graph.ts";
import type { GradientContext, GradientRule } from "./gradient-rule.ts";
import { gradientFailure } from "./gradient-failure.ts";
import { gradientRule } from "./gradient-rules.ts";
import { isDifferentiable } from "./non-differentiable.ts";
import { zerosLike } from "./zeros-like.ts";

/**
 * Reverse-mode differentiation: appends to the graph the nodes that compute, for each of `parameters`, the gradient of
 * Σ outputGradient · output. Walks the nodes backwards and calls one rule per operator; the gradients of a value that is
 * used several times are summed. Only nodes between the parameters and `output` are visited, so nothing is emitted for
 * the data or for frozen weights.
 *
 * A value that {@link GraphBuilder.withGradient} gave a derivative is one step, however many nodes make it.
 *
 * Like every framework it takes what passes through a bool or an integer (a comparison's result, a class index) as
 * constant.
 *
 * @param outputGradient of the shape of `output`; ones give the gradient of its sum, other values weigh its elements.
 * @returns the gradients in the order of `parameters`, each of its parameter's shape.
 * @throws {UnsupportedOptionError} if a needed gradient would pass through an operator that has none, or if a parameter
 *   does not reach `output`.
 * @throws {ShapeMismatchError} if `outputGradient` does not have the shape of `output`.
 * @throws {InvalidOptionError} naming the node, for attributes that no operator can have.
 * @example
 * const graph = new GraphBuilder("square");
 * const w = graph.input("w", "float32", [2]);
 * const y = graph.apply("Mul", [w, w]);
 * const ones = graph.constant(Float32Array.of(1, 1), [2]);
 * const [gradient] = differentiate(graph, y, ones, [w]);
 * gradient!.shape; // [2]
 * @see Griewank, Walther: "Evaluating Derivatives" (2008), chapter 3
 */
export function differentiate(
  graph: GraphBuilder,
  output: GraphValue,
  outputGradient: GraphValue,
  parameters: readonly GraphValue[],
): readonly GraphValue[] {
  if (!graphShapesEqual(output.shape, outputGradient.shape)) {
    throw new ShapeMismatchError({
      subject: `differentiate: the gradient of ${output.name}`,
      rule: `must have shape ${formatGraphShape(output.shape)}`,
      received: outputGradient.shape,
    });
  }
  const forward = [...graph.nodes];
  const dependent = dependents(graph, forward, parameters);
  const gradients = new Map<GraphValue, GraphValue>([[output, outputGradient]]);
  for (const node of forward.toReversed()) {
    if (!node.outputs.some((result) => gradients.has(result) && dependent.has(result))) continue;
    try {
      passBack(graph, node, dependent, gradients);
    } catch (error) {
      throw gradientFailure(node, error);
    }
  }
  return parameters.map((parameter) => gradients.get(parameter) ?? refuse(forward, parameter, output));
}

/** Adds to the gradients of a node's inputs what comes through the node. */
function passBack(
  graph: GraphBuilder,
  node: GraphNode,
  dependent: ReadonlySet<GraphValue>,
  gradients: Map<GraphValue, GraphValue>,
): void {
  const { inputs, emitters } = emittersOf(graph, node, gradients);
  for (const [index, emit] of emitters.entries()) {
    const input = inputs[index];
    if (emit === undefined || input === undefined || !dependent.has(input)) continue;
    const sum = gradients.get(input);
    gradients.set(input, sum === undefined ? emit() : graph.apply("Add", [sum, emit()]));
  }
}

/** The values that a node's gradient goes to, and how: its operator's rule, or the derivative that was given to its output. */
function emittersOf(
  graph: GraphBuilder,
  node: GraphNode,
  gradients: ReadonlyMap<GraphValue, GraphValue>,
): { readonly inputs: GraphNode["inputs"]; readonly emitters: ReturnType<GradientRule> } {
  const output = node.outputs[0]!;
  const custom = graph.customGradient(output);
  if (custom !== undefined) return { inputs: custom.inputs, emitters: custom.emitters(gradients.get(output)!) };
  return { inputs: node.inputs, emitters: gradientRule(node.operator)(contextOf(graph, node, gradients)) };
}

function contextOf(
  graph: GraphBuilder,
  node: GraphNode,
  gradients: ReadonlyMap<GraphValue, GraphValue>,
): GradientContext {
  const output = node.outputs[0]!;
  const inputs = node.inputs as readonly GraphValue[];
  const all = node.outputs.map((result) => gradients.get(result));
  return { graph, node, inputs, output, gradient: all[0] ?? zerosLike(graph, output), gradients: all };
}

/** The parameters, and every float that is computed from one of them and not marked by `stopGradient`. */
function dependents(
  graph: GraphBuilder,
  nodes: readonly GraphNode[],
  parameters: readonly GraphValue[],
): ReadonlySet<GraphValue> {
  const dependent = new Set(parameters);
  for (const { inputs, outputs } of nodes) {
    if (!inputs.some((input) => input !== undefined && dependent.has(input))) continue;
    for (const value of outputs) {
      if (value.elementType === "float32" && !graph.stopsGradient(value)) dependent.add(value);
    }
  }
  return dependent;
}

function refuse(nodes: readonly GraphNode[], parameter: GraphValue, output: GraphValue): never {
  const readers = nodes.filter(({ inputs }) => inputs.includes(parameter)).map(({ operator }) => operator);
  const blockers = readers.filter((operator) => !isDifferentiable(operator));
  throw new UnsupportedOptionError({
    subject: `differentiate: ${parameter.name}`,
    rule: `does not reach ${output.name} through differentiable operators`,
    remedy:
      blockers.length === 0
        ? "Train only parameters that the output depends on."
        : `No gradient passes through ${blockers.join(", ")}.`,
  });
}
