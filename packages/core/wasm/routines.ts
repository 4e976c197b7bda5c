import type { KernelRoutine } from "./kernel-module.ts";
import { MASK_SOME } from "./kernels/mask-block.ts";

/** What the kernels of masks call. */
export const MASK_ROUTINES: readonly KernelRoutine[] = [MASK_SOME];

/** Functions that kernels call. */
export const ROUTINES: readonly KernelRoutine[] = [...MASK_ROUTINES];
