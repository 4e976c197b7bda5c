import { differentiate, GraphBuilder, type GraphTarget, type GraphValue } from "../../src/index.ts";
import { isRows, rowsFactor, type GraphShape } from "../../src/graph/dimension.ts";
import type { Feed } from "../to-tensor.ts";
import type { RuleCase, RuleInput } from "./rule-case.ts";

/** A case as a graph, with what it is fed. */
export interface RuleGraph {
  readonly graph: GraphBuilder;
  readonly output: GraphValue;
  /** The inputs of which gradients are taken. */
  readonly wanted: readonly GraphValue[];
  /** Of Σ v·output with respect to each of them. */
  readonly gradients: readonly GraphValue[];
  /** By input name; `v` are the weights of the output's elements. */
  readonly feeds: Readonly<Record<string, Feed>>;
}

const ROWS = 2;

/** Builds a case for a target. */
export function ruleGraph(rule: RuleCase, target: GraphTarget): RuleGraph {
  const graph = new GraphBuilder("rule", target);
  const values = rule.inputs.map((input, index) =>
    graph.input(`x${index}`, input.elementType ?? "float32", input.shape),
  );
  const output = rule.build(graph, values);
  const weights = graph.input("v", "float32", output.shape);
  const wanted = values.filter((_, index) => isDifferentiable(rule.inputs[index]!));
  const gradients = differentiate(graph, output, weights, wanted);
  for (const [index, { shape }] of gradients.entries()) {
    if (JSON.stringify(shape) !== JSON.stringify(wanted[index]!.shape))
      throw new Error(`gradient of shape ${shape.join()}`);
  }
  const feeds: Record<string, Feed> = {
    v: { shape: known(output.shape), data: spread(size(output.shape), 77, [-1, 1]) },
  };
  for (const [index, input] of rule.inputs.entries()) feeds[`x${index}`] = feedOf(input, index);
  return { graph, output, wanted, gradients, feeds };
}

function isDifferentiable({ differentiable, elementType = "float32" }: RuleInput): boolean {
  return differentiable ?? elementType === "float32";
}

function feedOf({ shape, elementType = "float32", data, range = [-1, 1] }: RuleInput, index: number): Feed {
  return { elementType, shape: known(shape), data: data ?? spread(size(shape), index, range) };
}

function known(shape: GraphShape): number[] {
  return shape.map((length) => (isRows(length) ? ROWS * rowsFactor(length) : length));
}

function size(shape: GraphShape): number {
  return known(shape).reduce((product, length) => product * length, 1);
}

/** Distinct numbers, evenly spread and shuffled: no two are so near that a moved one would pass the other. */
function spread(count: number, salt: number, [least, most]: readonly [number, number]): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  const rank = (index: number): number => Math.sin(12.9898 * (index + 1) + 78.233 * (salt + 1)) * 43758.5453;
  order.sort((a, b) => rank(a) - Math.floor(rank(a)) - (rank(b) - Math.floor(rank(b))));
  return order.map((place) => Math.fround(least + ((place + 0.5) / count) * (most - least)));
}
