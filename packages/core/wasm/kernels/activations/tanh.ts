import { TANH_SERIES_LIMIT } from "../../../src/numeric/tanh.ts";
import { doubleKernel } from "../../double-kernel.ts";
import { absolute, add, choose, constant, divide, exp, isLess, multiply, subtract } from "../../double-vectors.ts";
import { elementwiseKernel } from "../../elementwise.ts";
import { get, set, type Kernel } from "../../kernel.ts";

const ONES = "(v128.const f32x4 1 1 1 1)";
const [x, square, t] = [get("x"), get("square"), get("t")];

/** x·(1 + x²·(-1/3 + x²·(2/15 - 17x²/315))). */
const LAST_TERMS = subtract(constant(2 / 15), divide(multiply(square, constant(17)), constant(315)));
const SERIES = multiply(x, add(constant(1), multiply(square, add(constant(-1 / 3), multiply(square, LAST_TERMS)))));
/** |tanh x|, and the sign of x. */
const QUOTIENT = `(v128.or
  ${divide(subtract(constant(1), t), add(constant(1), t))}
  (v128.and ${x} ${constant(-0)}))`;

/** `TANH`. */
export const TANH_KERNELS: readonly Kernel[] = [
  doubleKernel({
    name: "tanh",
    reads: ["x"],
    vectors: ["square", "t"],
    steps: [set("square", multiply(x, x)), set("t", exp(multiply(constant(-2), absolute(x))))],
    result: choose(isLess(absolute(x), constant(TANH_SERIES_LIMIT)), SERIES, QUOTIENT),
  }),
  elementwiseKernel({
    name: "tanhGradient",
    reads: ["g", "y"],
    writes: ["to"],
    each: [set("to", `(f32x4.mul ${get("g")} (f32x4.sub ${ONES} (f32x4.mul ${get("y")} ${get("y")})))`)],
  }),
];
