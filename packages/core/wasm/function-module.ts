import type { KernelRoutine } from "./kernel-module.ts";
import type { Kernel } from "./kernel.ts";

/**
 * The text of a small module, for one thread: it imports the memory that it works on, and exports each kernel as a function
 * of the kernel's parameters, followed by the first item and that before which to end.
 */
export function functionModule(kernels: readonly Kernel[], routines: readonly KernelRoutine[]): string {
  return `(module
    (import "lockstep" "memory" (memory 1))
    ${routines.join("\n")}
    ${kernels.map(exportedFunction).join("\n")}
  )`;
}

function exportedFunction({ name, parameters, locals = {}, body }: Kernel): string {
  const given = [...Object.entries(parameters), ["first", "i32"], ["end", "i32"]];
  return [
    `(func (export "${name}")`,
    ...given.map(([parameter, type]) => `(param $${parameter} ${type})`),
    ...Object.entries(locals).map(([local, type]) => `(local $${local} ${type})`),
    body,
    ")",
  ].join("\n");
}
