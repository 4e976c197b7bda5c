import type { KernelRoutine } from "./kernel-module.ts";
import { EXP } from "./routines/exp.ts";

/** Functions that kernels call. */
export const ROUTINES: readonly KernelRoutine[] = [EXP];
