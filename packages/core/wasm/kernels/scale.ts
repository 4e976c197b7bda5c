import { elementwiseKernel } from "../elementwise.ts";
import { inDoubles, splatOf } from "../float-vectors.ts";
import { get, set, type Kernel } from "../kernel.ts";

/** to = x · factor, rounded once. */
export const SCALE: Kernel = elementwiseKernel({
  name: "scale",
  reads: ["x"],
  writes: ["to"],
  numbers: { factor: "f32" },
  locals: { factors: "v128" },
  before: [set("factors", splatOf("factor"))],
  each: [set("to", `(f32x4.mul ${get("x")} ${get("factors")})`)],
});

/** to = x / divisor: the quotient of f64, rounded once more to f32. */
export const DIVIDE: Kernel = elementwiseKernel({
  name: "divide",
  reads: ["x"],
  writes: ["to"],
  numbers: { divisor: "f64" },
  locals: { divisors: "v128" },
  before: [set("divisors", `(f64x2.splat ${get("divisor")})`)],
  each: [
    set(
      "to",
      inDoubles((half) => `(f64x2.div ${half("x")} ${get("divisors")})`),
    ),
  ],
});
