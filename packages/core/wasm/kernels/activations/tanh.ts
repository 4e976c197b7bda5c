import { doubleKernel } from "../../double-kernel.ts";
import { elementwiseKernel } from "../../elementwise.ts";
import { get, set, type Kernel } from "../../kernel.ts";

const ONES = "(v128.const f32x4 1 1 1 1)";

/** `TANH`. */
export const TANH_KERNELS: readonly Kernel[] = [
  doubleKernel({ name: "tanh", reads: ["x"], result: `(call $tanhInDouble ${get("x")})` }),
  elementwiseKernel({
    name: "tanhGradient",
    reads: ["g", "y"],
    writes: ["to"],
    each: [set("to", `(f32x4.mul ${get("g")} (f32x4.sub ${ONES} (f32x4.mul ${get("y")} ${get("y")})))`)],
  }),
];
