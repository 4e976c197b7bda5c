import type { KernelLaw } from "./both-kernels.ts";
import { activationsLaw } from "./laws/activations.ts";
import { addLaw } from "./laws/add.ts";
import { maskLaw } from "./laws/masks.ts";
import { classLaw } from "./laws/classes.ts";
import { matmulLaw } from "./laws/matmul.ts";
import { poolsLaw } from "./laws/pools.ts";
import { normLaw } from "./laws/norms.ts";
import { updateLaw } from "./laws/update.ts";
import { windowProductsLaw } from "./laws/window-products.ts";

/** What SIMD kernels owe: the bits of those in TypeScript. Run on Node and in Chromium. */
export const LAWS: Readonly<Record<string, KernelLaw>> = {
  "matrix products and biases": matmulLaw,
  norms: normLaw,
  "losses over classes": classLaw,
  "the update": updateLaw,
  activations: activationsLaw,
  sums: addLaw,
  "masks, drawn and applied": maskLaw,
  "products of windows and biases of channels": windowProductsLaw,
  pools: poolsLaw,
};
