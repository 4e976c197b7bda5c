import { expect, it } from "vitest";
import { OPERATORS_WITH_GRADIENT } from "../../src/gradients/gradient-rules.ts";
import { GraphBuilder } from "../../src/index.ts";
import { RULE_CASES } from "./cases/index.ts";

it("has a case in the table for every gradient rule", () => {
  const called = RULE_CASES.flatMap((rule) => {
    const graph = new GraphBuilder("rule");
    const inputs = rule.inputs.map(({ elementType = "float32", shape }, index) =>
      graph.input(`x${index}`, elementType, shape),
    );
    rule.build(graph, inputs);
    return graph.nodes.map(({ operator }) => operator);
  });
  expect(OPERATORS_WITH_GRADIENT.filter((operator) => !called.includes(operator))).toEqual([]);
});
