import type { RuleCase } from "../rule-case.ts";
import { ACTIVATION_CASES } from "./activations.ts";
import { ARITHMETIC_CASES } from "./arithmetic.ts";
import { NORM_CASES } from "./norms.ts";
import { REDUCTION_CASES } from "./reductions.ts";

/** Every case of every gradient rule. */
export const RULE_CASES: readonly RuleCase[] = [
  ...ACTIVATION_CASES,
  ...ARITHMETIC_CASES,
  ...NORM_CASES,
  ...REDUCTION_CASES,
];
