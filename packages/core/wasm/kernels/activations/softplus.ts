import { doubleKernel } from "../../double-kernel.ts";
import { add, choose, constant, divide, exp, isLess, multiply, negate } from "../../double-vectors.ts";
import { get, set, type Kernel } from "../../kernel.ts";
import { splat } from "../../splat.ts";

const [x, g, beta, threshold, product] = ["x", "g", "betas", "thresholds", "product"].map(get) as [
  string,
  string,
  string,
  string,
  string,
];
const FORM = {
  numbers: { beta: "f64", threshold: "f64" },
  vectors: ["betas", "thresholds", "product"],
  before: [splat("beta", "f64x2"), splat("threshold", "f64x2")],
  steps: [set("product", multiply(beta, x))],
} as const;

/** `softplus`. */
export const SOFTPLUS_KERNELS: readonly Kernel[] = [
  doubleKernel({
    ...FORM,
    name: "softplus",
    reads: ["x"],
    result: choose(isLess(threshold, product), x, divide(`(call $log1p ${exp(product)})`, beta)),
  }),
  doubleKernel({
    ...FORM,
    name: "softplusGradient",
    reads: ["g", "x"],
    result: choose(isLess(threshold, product), g, divide(g, add(constant(1), exp(negate(product))))),
  }),
];
