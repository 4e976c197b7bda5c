import type { KernelLaw } from "./both-kernels.ts";
import { matmulLaw } from "./laws/matmul.ts";
import { poolsLaw } from "./laws/pools.ts";
import { windowProductsLaw } from "./laws/window-products.ts";

/** What SIMD kernels owe: the bits of those in TypeScript. Run on Node and in Chromium. */
export const LAWS: Readonly<Record<string, KernelLaw>> = {
  "matrix products and biases": matmulLaw,
  "products of windows and biases of channels": windowProductsLaw,
  pools: poolsLaw,
};
