import { doubleKernel } from "../../double-kernel.ts";
import { choose, constant, exp, isLess, multiply } from "../../double-vectors.ts";
import { get, type Kernel } from "../../kernel.ts";
import { splat } from "../../splat.ts";

const [x, g, scale, below] = ["x", "g", "scales", "belows"].map(get) as [string, string, string, string];
const FORM = {
  numbers: { scale: "f64", below: "f64" },
  vectors: ["scales", "belows"],
  before: [splat("scale", "f64x2"), splat("below", "f64x2")],
} as const;

/** `elu` and `SELU`; `below` is scale · alpha. */
export const ELU_KERNELS: readonly Kernel[] = [
  doubleKernel({
    ...FORM,
    name: "elu",
    reads: ["x"],
    result: choose(isLess(constant(0), x), multiply(scale, x), multiply(below, `(call $expm1 ${x})`)),
  }),
  doubleKernel({
    ...FORM,
    name: "eluGradient",
    reads: ["g", "x"],
    result: multiply(g, choose(isLess(constant(0), x), scale, multiply(below, exp(x)))),
  }),
];
