import { ERF_SATURATION, TWO_OVER_SQRT_PI } from "../../src/numeric/erf.ts";
import { absolute, add, choose, constant, divide, isLess, multiply, negate } from "../double-vectors.ts";
import { get, set, whileTrue } from "../kernel.ts";
import type { KernelRoutine } from "../kernel-module.ts";
import { vectorRoutine } from "./vector-routine.ts";

/**
 * `(call $erf x)`: two f64 with the bits of `erfInDouble`.
 *
 * The series ends for each of the two on its own: from then on it adds -0, which changes nothing, not even a -0.
 */
export const ERF: KernelRoutine = vectorRoutine(
  "erf",
  ["x"],
  ["isSaturated", "square", "term", "sum", "divisor", "counts"],
  set("isSaturated", isLess(constant(ERF_SATURATION), absolute(get("x")))),
  set("sum", `(v128.andnot ${get("x")} ${get("isSaturated")})`),
  set("square", multiply(get("sum"), get("sum"))),
  set("term", get("sum")),
  set("divisor", constant(1)),
  whileTrue(
    `(v128.any_true (local.tee $counts ${isLess(multiply(absolute(get("sum")), constant(2 ** -54)), absolute(get("term")))}))`,
    set("divisor", add(get("divisor"), constant(2))),
    set("term", divide(multiply(get("term"), constant(2), get("square")), get("divisor"))),
    set("term", choose(get("counts"), get("term"), constant(-0))),
    set("sum", add(get("sum"), get("term"))),
  ),
  choose(
    get("isSaturated"),
    `(v128.or ${constant(1)} (v128.and ${constant(-0)} ${get("x")}))`,
    multiply(constant(TWO_OVER_SQRT_PI), `(call $exp ${negate(get("square"))})`, get("sum")),
  ),
);
