import type { Kernel } from "./kernel.ts";
import { ACTIVATION_KERNELS } from "./kernels/activations.ts";
import { ADD } from "./kernels/add.ts";
import { GRADIENT_OF_SCORES, SOFTMAX_OF_SCORES } from "./kernels/attention-scores.ts";
import { ADD_TO_ROWS, SUM_ROWS } from "./kernels/bias.ts";
import { CROSS_ENTROPY_ROWS, LARGEST_OF_ROWS, SUMS_OF_LOSSES } from "./kernels/class-rows.ts";
import { ELEMENT_LOSSES } from "./kernels/element-losses.ts";
import { HEAD_PRODUCTS } from "./kernels/head-products.ts";
import { NORM_PARAMETER_SUMS } from "./kernels/norm-parameter-sums.ts";
import { LINE_STATISTICS, NORM_GRADIENT, NORM_GRADIENT_SUMS, NORMALIZE_LINES } from "./kernels/norms.ts";
import { DIVIDE, SCALE } from "./kernels/scale.ts";
import { SGD_MOMENTUM, SGD_PLAIN } from "./kernels/sgd-update.ts";
import { APPLY_MASK, DRAW_MASK, PACK_BITS } from "./kernels/masks.ts";
import { ADD_CHANNEL_BIAS, SUM_CHANNELS } from "./kernels/channel-bias.ts";
import { CORRELATE_WINDOWS } from "./kernels/correlate-windows.ts";
import { MATMUL } from "./kernels/matmul.ts";
import { PACK_PANELS } from "./kernels/pack-panels.ts";
import { PAD_FIELD } from "./kernels/pad-field.ts";
import { AVG_POOL, AVG_POOL_GRADIENT, MAX_POOL, MAX_POOL_GRADIENT } from "./kernels/pools.ts";
import { PROJECT_WINDOWS } from "./kernels/project-windows.ts";
import { RESPOND_WINDOWS } from "./kernels/respond-windows.ts";
import { RECURRENT_CELLS } from "./kernels/recurrent-cells.ts";
import { SOFTMAX_KERNELS } from "./kernels/softmax-lines.ts";
import { TRANSPOSE } from "./kernels/transpose.ts";

/** Every kernel of the reference engine, by number: its place here. */
export const KERNELS: readonly Kernel[] = [
  MATMUL,
  RESPOND_WINDOWS,
  PROJECT_WINDOWS,
  CORRELATE_WINDOWS,
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
  LINE_STATISTICS,
  NORMALIZE_LINES,
  NORM_GRADIENT_SUMS,
  NORM_GRADIENT,
  NORM_PARAMETER_SUMS,
  LARGEST_OF_ROWS,
  CROSS_ENTROPY_ROWS,
  SUMS_OF_LOSSES,
  ...SOFTMAX_KERNELS,
  ...RECURRENT_CELLS,
  ...ELEMENT_LOSSES,
  HEAD_PRODUCTS,
  SOFTMAX_OF_SCORES,
  GRADIENT_OF_SCORES,
  ADD,
  SCALE,
  DIVIDE,
  SGD_MOMENTUM,
  SGD_PLAIN,
  ...ACTIVATION_KERNELS,
  DRAW_MASK,
  APPLY_MASK,
];

/** What the small module of masks has, for adapters. */
export const MASK_KERNELS: readonly Kernel[] = [DRAW_MASK, PACK_BITS];
