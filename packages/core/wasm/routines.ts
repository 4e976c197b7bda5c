import type { KernelRoutine } from "./kernel-module.ts";
import { ERF } from "./routines/erf.ts";
import { EXP } from "./routines/exp.ts";
import { EXPM1 } from "./routines/expm1.ts";
import { TANH } from "./routines/tanh.ts";
import { LOG1P } from "./routines/log1p.ts";
import { MASK_SOME } from "./kernels/mask-block.ts";

/** What the kernels of masks call. */
export const MASK_ROUTINES: readonly KernelRoutine[] = [MASK_SOME];

/** Functions that kernels call. */
export const ROUTINES: readonly KernelRoutine[] = [...MASK_ROUTINES, EXP, EXPM1, ERF, LOG1P, TANH];
