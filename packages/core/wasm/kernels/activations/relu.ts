import { elementwiseKernel } from "../../elementwise.ts";
import { get, set, type Kernel } from "../../kernel.ts";

const ZERO = "(v128.const i64x2 0 0)";

/** `RELU`. */
export const RELU_KERNELS: readonly Kernel[] = [
  elementwiseKernel({
    name: "relu",
    reads: ["x"],
    writes: ["to"],
    each: [set("to", `(v128.andnot ${get("x")} (f32x4.le ${get("x")} ${ZERO}))`)],
  }),
  elementwiseKernel({
    name: "reluGradient",
    reads: ["g", "x"],
    writes: ["to"],
    each: [set("to", `(v128.and ${get("g")} (f32x4.gt ${get("x")} ${ZERO}))`)],
  }),
];
