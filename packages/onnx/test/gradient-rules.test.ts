import { describe, expect, it } from "vitest";
import { differentiate, GraphBuilder, type GraphValue } from "../src/index.ts";
import { GRADIENT_CASES, type GradientCase } from "./gradient-cases.ts";
import { runGraph } from "./run-graph.ts";
import type { Feed } from "./to-tensor.ts";

describe.each(GRADIENT_CASES)("gradient of $name", (rule) => {
  it("equals the numbers worked out by hand", async () => {
    const { graph, inputs, gradients, feeds } = build(rule);
    const results = await runGraph(graph, gradients, feeds);
    const expected = rule.expected.filter((gradient) => gradient !== undefined);
    expect(results).toHaveLength(expected.length);
    for (const [index, { data }] of results.entries()) {
      expect(data).toHaveLength(expected[index]!.length);
      for (const [element, value] of data.entries()) expect(value).toBeCloseTo(expected[index]![element]!, 5);
    }
    for (const [index, input] of inputs.entries()) expect(gradients[index]!.shape).toEqual(input.shape);
  });
});

interface Built {
  readonly graph: GraphBuilder;
  /** The inputs with a gradient. */
  readonly inputs: readonly GraphValue[];
  readonly gradients: readonly GraphValue[];
  readonly output: GraphValue;
  readonly feeds: Readonly<Record<string, Feed>>;
}

function build({ operator, attributes = {}, inputs, integers, weights, weightShape, expected }: GradientCase): Built {
  const graph = new GraphBuilder("rule");
  const values = inputs.map(({ elementType = "float32", shape, symbolic }, index) =>
    graph.input(`x${index}`, elementType, symbolic ?? shape),
  );
  const v = graph.input("v", "float32", weightShape);
  const output = graph.apply(operator, integers ? [...values, graph.integers(integers)] : values, attributes);
  const wanted = values.filter((_, index) => expected[index] !== undefined);
  const gradients = differentiate(graph, output, v, wanted);
  const rows = 2;
  const feeds = Object.fromEntries([
    ...inputs.map((feed, index) => [`x${index}`, feed] as const),
    ["v", { shape: weightShape.map((length) => (length === "rows" ? rows : length)), data: weights }] as const,
  ]);
  return { graph, inputs: wanted, gradients, output, feeds };
}
