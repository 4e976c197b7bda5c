import { doubleKernel } from "../../double-kernel.ts";
import { add, constant, divide, exp, logistic, multiply, negate } from "../../double-vectors.ts";
import { get, type Kernel } from "../../kernel.ts";

const [x, g] = [get("x"), get("g")];

/** `SILU`. */
export const SILU_KERNELS: readonly Kernel[] = [
  doubleKernel({ name: "silu", reads: ["x"], result: divide(x, add(constant(1), exp(negate(x)))) }),
  doubleKernel({
    name: "siluGradient",
    reads: ["g", "x"],
    result: multiply(g, multiply(logistic(x), add(constant(1), divide(x, add(constant(1), exp(x)))))),
  }),
];
