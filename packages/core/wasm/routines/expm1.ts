import { EXPM1_COEFFICIENTS, EXPM1_SERIES_LIMIT } from "../../src/numeric/expm1.ts";
import { absolute, choose, constant, isLess, multiply, polynomial, subtract } from "../double-vectors.ts";
import { get } from "../kernel.ts";
import type { KernelRoutine } from "../kernel-module.ts";
import { vectorRoutine } from "./vector-routine.ts";

/** `(call $expm1 x)`: e^x - 1, two f64 with the bits of `expm1InDouble`. */
export const EXPM1: KernelRoutine = vectorRoutine(
  "expm1",
  ["x"],
  [],
  choose(
    isLess(absolute(get("x")), constant(EXPM1_SERIES_LIMIT)),
    multiply(polynomial(EXPM1_COEFFICIENTS, get("x")), get("x")),
    subtract(`(call $exp ${get("x")})`, constant(1)),
  ),
);
