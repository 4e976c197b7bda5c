import type { RuleCase } from "../rule-case.ts";
import { ARITHMETIC_CASES } from "./arithmetic.ts";
import { CONV_TRANSPOSE_CASES } from "./conv-transpose.ts";
import { CONV_CASES } from "./conv.ts";
import { PAD_CASES } from "./pad.ts";
import { POOL_CASES } from "./pools.ts";
import { GATHER_CASES } from "./gather.ts";
import { JOIN_CASES } from "./joins.ts";
import { MATMUL_CASES } from "./matmul.ts";
import { SLICE_CASES } from "./slices.ts";

/** Every case of every gradient rule. */
export const RULE_CASES: readonly RuleCase[] = [
  ...ARITHMETIC_CASES,
  ...CONV_CASES,
  ...CONV_TRANSPOSE_CASES,
  ...PAD_CASES,
  ...POOL_CASES,
  ...GATHER_CASES,
  ...JOIN_CASES,
  ...MATMUL_CASES,
  ...SLICE_CASES,
];
