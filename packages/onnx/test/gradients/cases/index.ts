import type { RuleCase } from "../rule-case.ts";
import { ARITHMETIC_CASES } from "./arithmetic.ts";

/** Every case of every gradient rule. */
export const RULE_CASES: readonly RuleCase[] = [...ARITHMETIC_CASES];
