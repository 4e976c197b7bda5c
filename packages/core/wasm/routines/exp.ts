import { EXP_COEFFICIENTS, LN2_HEAD, LN2_REST, LOG2_E } from "../../src/numeric/exp.ts";
import { add, choose, constant, isLess, multiply, polynomial, subtract } from "../double-vectors.ts";
import { get, set } from "../kernel.ts";
import type { KernelRoutine } from "../kernel-module.ts";
import { vectorRoutine } from "./vector-routine.ts";

/** Added to a whole number, it leaves that number plus the exponent's bias in the last bits. */
const TO_EXPONENT = 1.5 * 2 ** 52 + 1023;

/** `(call $exp x)`: e^x, two f64 with the bits of `expInDouble`. */
export const EXP: KernelRoutine = vectorRoutine(
  "exp",
  ["x"],
  ["n", "v", "r"],
  set("v", multiply(get("x"), constant(LOG2_E))),
  set("n", `(f64x2.nearest ${get("v")})`),
  // Halves go up, not to the even neighbour.
  set("n", add(get("n"), `(v128.and ${constant(1)} (f64x2.eq ${subtract(get("v"), get("n"))} ${constant(0.5)}))`)),
  set(
    "r",
    subtract(subtract(get("x"), multiply(get("n"), constant(LN2_HEAD))), multiply(get("n"), constant(LN2_REST))),
  ),
  set(
    "r",
    multiply(
      polynomial(EXP_COEFFICIENTS, get("r")),
      `(i64x2.shl ${add(get("n"), constant(TO_EXPONENT))} (i32.const 52))`,
    ),
  ),
  set("r", choose(isLess(constant(709), get("x")), constant(Infinity), get("r"))),
  `(v128.andnot ${get("r")} ${isLess(get("x"), constant(-708))})`,
);
