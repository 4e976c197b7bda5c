import type { KernelRoutine } from "./kernel-module.ts";

/** Functions that kernels call. */
export const ROUTINES: readonly KernelRoutine[] = [];
