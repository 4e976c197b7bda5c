import type { KernelRoutine } from "./kernel-module.ts";
import { ERF } from "./routines/erf.ts";
import { EXP } from "./routines/exp.ts";
import { EXPM1 } from "./routines/expm1.ts";
import { TANH } from "./routines/tanh.ts";
import { LOG1P } from "./routines/log1p.ts";

/** Functions that kernels call. */
export const ROUTINES: readonly KernelRoutine[] = [EXP, EXPM1, ERF, LOG1P, TANH];
