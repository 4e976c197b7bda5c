import type { RuleCase } from "../rule-case.ts";
import { ACTIVATION_CASES } from "./activations.ts";
import { ARITHMETIC_CASES } from "./arithmetic.ts";
import { CONV_TRANSPOSE_CASES } from "./conv-transpose.ts";
import { CONV_CASES } from "./conv.ts";
import { EINSUM_CASES } from "./einsum.ts";
import { GATHER_CASES } from "./gather.ts";
import { JOIN_CASES } from "./joins.ts";
import { MATMUL_CASES } from "./matmul.ts";
import { NORM_CASES } from "./norms.ts";
import { PAD_CASES } from "./pad.ts";
import { POOL_CASES } from "./pools.ts";
import { RECURRENT_CASES } from "./recurrent.ts";
import { REDUCTION_CASES } from "./reductions.ts";
import { RESIZE_CASES } from "./resize.ts";
import { SLICE_CASES } from "./slices.ts";

import { LAYOUT_CASES } from "./layout.ts";

/** Every case of every gradient rule. */
export const RULE_CASES: readonly RuleCase[] = [
  ...ACTIVATION_CASES,
  ...ARITHMETIC_CASES,
  ...LAYOUT_CASES,
  ...CONV_CASES,
  ...CONV_TRANSPOSE_CASES,
  ...EINSUM_CASES,
  ...GATHER_CASES,
  ...JOIN_CASES,
  ...MATMUL_CASES,
  ...NORM_CASES,
  ...PAD_CASES,
  ...POOL_CASES,
  ...RECURRENT_CASES,
  ...REDUCTION_CASES,
  ...RESIZE_CASES,
  ...SLICE_CASES,
];
