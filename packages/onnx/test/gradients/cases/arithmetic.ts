import type { RuleCase } from "../rule-case.ts";

/** Arithmetic with broadcasting. */
export const ARITHMETIC_CASES: readonly RuleCase[] = ["Add", "Sub", "Mul", "Div"].flatMap((operator): RuleCase[] => [
  {
    name: `${operator}, a vector against rows`,
    inputs: [{ shape: ["rows", 3] }, { shape: [3], range: [1, 2] }],
    build: (graph, inputs) => graph.apply(operator, inputs),
  },
  {
    name: `${operator}, stretched on both sides`,
    inputs: [{ shape: ["rows", 1, 3] }, { shape: [4, 1], range: [1, 2] }],
    build: (graph, inputs) => graph.apply(operator, inputs),
  },
]);
