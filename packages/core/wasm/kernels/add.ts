import { elementwiseKernel } from "../elementwise.ts";
import { get, set, type Kernel } from "../kernel.ts";

/** to = x + y, where `to` may be one of them. */
export const ADD: Kernel = elementwiseKernel({
  name: "add",
  reads: ["x", "y"],
  writes: ["to"],
  each: [set("to", `(f32x4.add ${get("x")} ${get("y")})`)],
});
