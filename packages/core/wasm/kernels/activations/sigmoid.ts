import { doubleKernel } from "../../double-kernel.ts";
import { logistic } from "../../double-vectors.ts";
import { elementwiseKernel } from "../../elementwise.ts";
import { get, set, type Kernel } from "../../kernel.ts";

const ONES = "(v128.const f32x4 1 1 1 1)";

/** `SIGMOID`. */
export const SIGMOID_KERNELS: readonly Kernel[] = [
  doubleKernel({ name: "sigmoid", reads: ["x"], result: logistic(get("x")) }),
  elementwiseKernel({
    name: "sigmoidGradient",
    reads: ["g", "y"],
    writes: ["to"],
    each: [set("to", `(f32x4.mul ${get("g")} (f32x4.mul ${get("y")} (f32x4.sub ${ONES} ${get("y")})))`)],
  }),
];
