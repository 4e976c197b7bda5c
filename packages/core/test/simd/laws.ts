import type { KernelLaw } from "./both-kernels.ts";
import { attentionLaw } from "./laws/attention.ts";
import { classLaw } from "./laws/classes.ts";
import { activationsLaw } from "./laws/activations.ts";
import { addLaw } from "./laws/add.ts";
import { maskLaw } from "./laws/masks.ts";
import { matmulLaw } from "./laws/matmul.ts";
import { poolsLaw } from "./laws/pools.ts";
import { elementLossLaw } from "./laws/element-losses.ts";
import { recurrentCellLaw } from "./laws/recurrent-cells.ts";
import { softmaxLaw } from "./laws/softmax.ts";
import { normLaw } from "./laws/norms.ts";
import { updateLaw } from "./laws/update.ts";
import { windowProductsLaw } from "./laws/window-products.ts";

/** What SIMD kernels owe: the bits of those in TypeScript. Run on Node and in Chromium. */
export const LAWS: Readonly<Record<string, KernelLaw>> = {
  "matrix products and biases": matmulLaw,
  "elementwise losses": elementLossLaw,
  "recurrent cells": recurrentCellLaw,
  softmax: softmaxLaw,
  norms: normLaw,
  "losses over classes": classLaw,
  attention: attentionLaw,
  "the update": updateLaw,
  activations: activationsLaw,
  sums: addLaw,
  "masks, drawn and applied": maskLaw,
  "products of windows and biases of channels": windowProductsLaw,
  pools: poolsLaw,
};
