import type { GraphShape } from "../../../src/index.ts";
import type { RuleCase } from "../rule-case.ts";

const PRODUCTS: readonly (readonly [what: string, a: GraphShape, b: GraphShape])[] = [
  ["matrices", ["rows", 3], [3, 4]],
  ["a batch against one matrix", ["rows", 2, 3], [3, 4]],
  ["four axes against one matrix", ["rows", 2, 2, 3], [3, 2]],
  ["a batch against a batch", ["rows", 2, 3], ["rows", 3, 4]],
  ["heads", ["rows", 2, 3, 2], ["rows", 2, 2, 3]],
  ["batches that stretch on both sides", ["rows", 1, 2, 3], [2, 3, 2]],
  ["one matrix against a batch", [2, 3], ["rows", 3, 4]],
  ["a vector and a matrix", [3], [3, 4]],
  ["a matrix and a vector", ["rows", 3], [3]],
  ["a vector and a vector", [3], [3]],
  ["a vector and a batch", [3], ["rows", 3, 2]],
  ["a batch and a vector", ["rows", 2, 3], [3]],
];

/** Products of matrices over ranks, broadcasting and vectors. */
export const MATMUL_CASES: readonly RuleCase[] = PRODUCTS.map(([what, a, b]) => ({
  name: `MatMul, ${what}`,
  inputs: [{ shape: a }, { shape: b }],
  build: (graph, inputs) => graph.apply("MatMul", inputs),
}));
