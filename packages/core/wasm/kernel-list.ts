import type { Kernel } from "./kernel.ts";
import { ADD_TO_ROWS, SUM_ROWS } from "./kernels/bias.ts";
import { ADD_CHANNEL_BIAS, SUM_CHANNELS } from "./kernels/channel-bias.ts";
import { correlateKernel } from "./kernels/correlate-windows.ts";
import { matmulKernel } from "./kernels/matmul.ts";
import { PACK_PANELS } from "./kernels/pack-panels.ts";
import { PAD_FIELD } from "./kernels/pad-field.ts";
import { AVG_POOL, AVG_POOL_GRADIENT, MAX_POOL, MAX_POOL_GRADIENT } from "./kernels/pools.ts";
import { projectKernel } from "./kernels/project-windows.ts";
import { respondKernel } from "./kernels/respond-windows.ts";
import { RELAXED, ROUNDED_TWICE, type MultiplyAdd } from "./kernels/sums-block.ts";
import { TRANSPOSE } from "./kernels/transpose.ts";

/** Kernels of products, by how their sums take one more. */
function products(multiplyAdd: MultiplyAdd): readonly Kernel[] {
  return [
    matmulKernel("matmul", multiplyAdd),
    respondKernel("respondWindows", multiplyAdd),
    projectKernel("projectWindows", multiplyAdd),
    correlateKernel("correlateWindows", multiplyAdd),
  ];
}

/** Every kernel of the reference engine, by number: its place here. */
export const KERNELS: readonly Kernel[] = [
  ...products(ROUNDED_TWICE),
  TRANSPOSE,
  ADD_TO_ROWS,
  SUM_ROWS,
  ADD_CHANNEL_BIAS,
  SUM_CHANNELS,
  PACK_PANELS,
  PAD_FIELD,
  MAX_POOL,
  MAX_POOL_GRADIENT,
  AVG_POOL,
  AVG_POOL_GRADIENT,
];

/** What the relaxed module has in place of the kernels of the same name. */
export const RELAXED_KERNELS: readonly Kernel[] = products(RELAXED);
