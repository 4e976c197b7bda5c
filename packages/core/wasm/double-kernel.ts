import { elementwiseKernel, type ElementwiseKernel } from "./elementwise.ts";
import { get, set, type Kernel } from "./kernel.ts";

/** An elementwise kernel that computes with f64, two at a time, and rounds to f32 once. */
export interface DoubleKernel extends Pick<ElementwiseKernel, "name" | "reads" | "numbers" | "before"> {
  /** Vectors of its own. */
  readonly vectors?: readonly string[];
  /** What is done with the two f64 in the locals named like the arrays. @default nothing */
  readonly steps?: readonly string[];
  /** What it writes to `to`. */
  readonly result: string;
}

/** The kernel: it takes two elements at a time. */
export function doubleKernel(kernel: DoubleKernel): Kernel {
  const { name, reads, numbers = {}, before = [], vectors = [], steps = [], result } = kernel;
  return elementwiseKernel({
    name,
    width: 2,
    reads,
    writes: ["to"],
    numbers,
    locals: Object.fromEntries(vectors.map((local) => [local, "v128" as const])),
    before,
    each: [
      ...reads.map((array) => set(array, `(f64x2.promote_low_f32x4 ${get(array)})`)),
      ...steps,
      set("to", `(f32x4.demote_f64x2_zero ${result})`),
    ],
  });
}
