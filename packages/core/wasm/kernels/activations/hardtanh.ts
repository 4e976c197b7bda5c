import { elementwiseKernel } from "../../elementwise.ts";
import { get, set, type Kernel } from "../../kernel.ts";
import { splat } from "../../splat.ts";

const [x, least, greatest] = ["x", "leasts", "greatests"].map(get) as [string, string, string];

/** `hardtanh`. */
export const HARDTANH_KERNELS: readonly Kernel[] = [
  hard(
    "hardtanh",
    ["x"],
    `(v128.bitselect ${least}
      (v128.bitselect ${greatest} ${x} (f32x4.gt ${x} ${greatest}))
      (f32x4.lt ${x} ${least}))`,
  ),
  hard(
    "hardtanhGradient",
    ["g", "x"],
    `(v128.andnot ${get("g")} (v128.or (f32x4.le ${x} ${least}) (f32x4.ge ${x} ${greatest})))`,
  ),
];

function hard(name: string, reads: readonly string[], result: string): Kernel {
  return elementwiseKernel({
    name,
    reads,
    writes: ["to"],
    numbers: { least: "f32", greatest: "f32" },
    locals: { leasts: "v128", greatests: "v128" },
    before: [splat("least", "f32x4"), splat("greatest", "f32x4")],
    each: [set("to", result)],
  });
}
