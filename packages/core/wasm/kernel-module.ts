import { kernelFunction, type Kernel } from "./kernel.ts";
import { TEAM } from "./team.ts";

/** A function that kernels call, in the text format. */
export type KernelRoutine = string;

/**
 * The text of a module with these kernels: it imports the memory that they work on, and exports `run`, which does a kernel's
 * items, and `serve`, in which another thread waits for its share of them.
 */
export function kernelModule(
  kernels: readonly Kernel[],
  { shared, routines }: { readonly shared: boolean; readonly routines: readonly KernelRoutine[] },
): string {
  return `(module
    (import "lockstep" "memory" (memory ${shared ? "1 65536 shared" : "1"}))
    (type $kernel (func (param i32 i32 i32)))
    (global $thread (mut i32) (i32.const 0))
    (table ${kernels.length} funcref)
    (elem (i32.const 0) ${kernels.map(({ name }) => `$${name}`).join(" ")})
    ${routines.join("\n")}
    ${kernels.map(kernelFunction).join("\n")}
    ${TEAM}
  )`;
}
