import { doubleKernel } from "../double-kernel.ts";
import { divide } from "../double-vectors.ts";
import { elementwiseKernel } from "../elementwise.ts";
import { get, set, type Kernel } from "../kernel.ts";
import { splat } from "../splat.ts";

/** to = x · factor, rounded once. */
export const SCALE: Kernel = elementwiseKernel({
  name: "scale",
  reads: ["x"],
  writes: ["to"],
  numbers: { factor: "f32" },
  locals: { factors: "v128" },
  before: [splat("factor", "f32x4")],
  each: [set("to", `(f32x4.mul ${get("x")} ${get("factors")})`)],
});

/** to = x / divisor: the quotient of f64, rounded once more to f32. */
export const DIVIDE: Kernel = doubleKernel({
  name: "divide",
  reads: ["x"],
  numbers: { divisor: "f64" },
  vectors: ["divisors"],
  before: [splat("divisor", "f64x2")],
  result: divide(get("x"), get("divisors")),
});
