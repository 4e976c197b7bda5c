import { emitEinsum } from "../../../src/compose/einsum.ts";
import type { GraphShape } from "../../../src/index.ts";
import type { RuleCase } from "../rule-case.ts";

const EQUATIONS: readonly (readonly [equation: string, ...shapes: GraphShape[]])[] = [
  ["ij,jk->ik", ["rows", 3], [3, 2]],
  ["bhid,bhjd->bhij", ["rows", 2, 3, 2], ["rows", 2, 4, 2]],
  ["bhij,bhjd->bhid", ["rows", 2, 3, 4], ["rows", 2, 4, 2]],
  ["bid,bjd->bij", ["rows", 3, 2], ["rows", 4, 2]],
  ["bqhd,bkhd->bhqk", ["rows", 3, 2, 2], ["rows", 4, 2, 2]],
  ["bhqk,bkhd->bqhd", ["rows", 2, 3, 4], ["rows", 4, 2, 2]],
  ["bld,dhk->bhlk", ["rows", 3, 4], [4, 2, 2]],
  ["bi,bj->bij", ["rows", 2], ["rows", 3]],
  ["i,j->ji", [2], [3]],
  ["bi,bi->b", ["rows", 3], ["rows", 3]],
  ["bij->bji", ["rows", 2, 3]],
  ["bij->b", ["rows", 2, 3]],
  ["bij,j->b", ["rows", 2, 3], [3]],
  ["...ij,...jk->...ik", ["rows", 2, 3], ["rows", 3, 2]],
  ["bi,ij,jk->bk", ["rows", 2], [2, 3], [3, 2]],
  ["bi,ij", ["rows", 2], [2, 3]],
];

/** `Einsum` composed of other operators. */
export const EINSUM_CASES: readonly RuleCase[] = EQUATIONS.map(([equation, ...shapes]) => ({
  name: `Einsum, ${equation}`,
  inputs: shapes.map((shape) => ({ shape })),
  build: (graph, inputs) => emitEinsum(graph, equation, inputs),
}));
