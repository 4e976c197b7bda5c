import { elementwiseKernel } from "../../elementwise.ts";
import { get, set, type Kernel } from "../../kernel.ts";
import { splat } from "../../splat.ts";

/** `leakyRelu`. */
export const LEAKY_RELU_KERNELS: readonly Kernel[] = [
  leaky("leakyRelu", ["x"], get("x")),
  leaky("leakyReluGradient", ["g", "x"], get("g")),
];

/** A value where x > 0, else so much of it. */
function leaky(name: string, reads: readonly string[], value: string): Kernel {
  return elementwiseKernel({
    name,
    reads,
    writes: ["to"],
    numbers: { slope: "f32" },
    locals: { slopes: "v128" },
    before: [splat("slope", "f32x4")],
    each: [
      set(
        "to",
        `(v128.bitselect ${value} (f32x4.mul ${value} ${get("slopes")}) (f32x4.gt ${get("x")} (v128.const i64x2 0 0)))`,
      ),
    ],
  });
}
