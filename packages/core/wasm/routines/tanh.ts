import { TANH_SERIES_LIMIT } from "../../src/numeric/tanh.ts";
import { absolute, add, choose, constant, divide, exp, isLess, multiply, subtract } from "../double-vectors.ts";
import { get, set } from "../kernel.ts";
import type { KernelRoutine } from "../kernel-module.ts";
import { vectorRoutine } from "./vector-routine.ts";

const [X, SQUARE, T] = [get("x"), get("square"), get("t")];

/** `(call $tanhInDouble x)`: two f64 with the bits of the function of that name. */
export const TANH: KernelRoutine = vectorRoutine(
  "tanhInDouble",
  ["x"],
  ["square", "t"],
  set("square", multiply(X, X)),
  set("t", exp(multiply(constant(-2), absolute(X)))),
  choose(
    isLess(absolute(X), constant(TANH_SERIES_LIMIT)),
    multiply(
      X,
      add(
        constant(1),
        multiply(
          SQUARE,
          add(
            constant(-1 / 3),
            multiply(SQUARE, subtract(constant(2 / 15), divide(multiply(SQUARE, constant(17)), constant(315)))),
          ),
        ),
      ),
    ),
    `(v128.or ${divide(subtract(constant(1), T), add(constant(1), T))} (v128.and ${X} ${constant(-0)}))`,
  ),
);
