import type { Kernel } from "./kernel.ts";
import { ACTIVATION_KERNELS } from "./kernels/activations.ts";
import { ADD } from "./kernels/add.ts";
import { ADD_TO_ROWS, SUM_ROWS } from "./kernels/bias.ts";
import { matmulKernel, RELAXED, ROUNDED_TWICE } from "./kernels/matmul.ts";
import { DIVIDE, SCALE } from "./kernels/scale.ts";
import { SGD_MOMENTUM, SGD_PLAIN } from "./kernels/sgd-update.ts";
import { APPLY_MASK, DRAW_MASK, PACK_BITS } from "./kernels/masks.ts";
import { TRANSPOSE } from "./kernels/transpose.ts";

/** Every kernel of the reference engine, by number: its place here. */
export const KERNELS: readonly Kernel[] = [
  matmulKernel("matmul", ROUNDED_TWICE),
  TRANSPOSE,
  ADD_TO_ROWS,
  SUM_ROWS,
  ADD,
  SCALE,
  DIVIDE,
  SGD_MOMENTUM,
  SGD_PLAIN,
  ...ACTIVATION_KERNELS,
  DRAW_MASK,
  APPLY_MASK,
];

/** What the relaxed module has in place of the kernels of the same name. */
export const RELAXED_KERNELS: readonly Kernel[] = [matmulKernel("matmul", RELAXED)];

/** What the small module of masks has, for adapters. */
export const MASK_KERNELS: readonly Kernel[] = [DRAW_MASK, PACK_BITS];
