import { expect, it } from "vitest";
import { openOnWasm } from "../run-graph.ts";
import { RULE_CASES } from "./cases/index.ts";
import { checkRule } from "./check-rule.ts";

it.each(RULE_CASES)("the gradients of $name agree with central differences", async (rule) => {
  expect(await checkRule(rule, "wasm", openOnWasm)).toEqual([]);
});
