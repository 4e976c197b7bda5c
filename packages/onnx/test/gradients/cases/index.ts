import type { RuleCase } from "../rule-case.ts";
import { ARITHMETIC_CASES } from "./arithmetic.ts";
import { CONV_TRANSPOSE_CASES } from "./conv-transpose.ts";
import { CONV_CASES } from "./conv.ts";

/** Every case of every gradient rule. */
export const RULE_CASES: readonly RuleCase[] = [...ARITHMETIC_CASES, ...CONV_CASES, ...CONV_TRANSPOSE_CASES];
