import { ARTANH_COEFFICIENTS, LN2, LOG1P_SERIES_LIMIT } from "../../src/numeric/log.ts";
import { SQRT_HALF } from "../../src/numeric/split-float.ts";
import {
  add,
  choose,
  constant,
  constantBits,
  divide,
  isLess,
  multiply,
  polynomial,
  subtract,
} from "../double-vectors.ts";
import { get, set } from "../kernel.ts";
import type { KernelRoutine } from "../kernel-module.ts";
import { vectorRoutine } from "./vector-routine.ts";

const MANTISSA = constantBits(2n ** 52n - 1n);
/** The exponent of [½, 1), biased. */
const HALF = 1022;

/** `(call $log1p x)`: log(1 + x) for x ≥ +0, two f64 with the bits of `log1pInDouble`. */
export const LOG1P: KernelRoutine = vectorRoutine(
  "log1p",
  ["x"],
  ["isSmall", "y", "mantissa", "isLow", "exponent", "s"],
  set("isSmall", isLess(get("x"), constant(LOG1P_SERIES_LIMIT))),
  set("y", add(constant(1), get("x"))),
  set("mantissa", `(v128.or ${constant(0.5)} (v128.and ${MANTISSA} ${get("y")}))`),
  // A whole number in the last bits of 2^52 is that much more than 2^52.
  set(
    "exponent",
    subtract(`(v128.or ${constant(2 ** 52)} (i64x2.shr_u ${get("y")} (i32.const 52)))`, constant(2 ** 52 + HALF)),
  ),
  set("isLow", isLess(get("mantissa"), constant(SQRT_HALF))),
  set("mantissa", add(get("mantissa"), `(v128.and ${get("mantissa")} ${get("isLow")})`)),
  set("exponent", subtract(get("exponent"), `(v128.and ${constant(1)} ${get("isLow")})`)),
  set("exponent", `(v128.andnot ${get("exponent")} ${get("isSmall")})`),
  set(
    "s",
    divide(
      choose(get("isSmall"), get("x"), subtract(get("mantissa"), constant(1))),
      choose(get("isSmall"), add(get("x"), constant(2)), add(get("mantissa"), constant(1))),
    ),
  ),
  set("y", multiply(get("s"), get("s"))),
  set(
    "y",
    add(
      multiply(get("exponent"), constant(LN2)),
      multiply(constant(2), get("s"), polynomial(ARTANH_COEFFICIENTS, get("y"))),
    ),
  ),
  choose(isLess(get("x"), constant(Infinity)), get("y"), get("x")),
);
