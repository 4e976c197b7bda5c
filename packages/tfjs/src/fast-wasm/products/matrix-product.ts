import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { RunStockKernel } from "../stock-kernels.ts";
import type { WasmBackend } from "../wasm-backend.ts";
import { withIntermediates } from "../with-intermediates.ts";
import { makePlainProduct } from "./plain-product.ts";

/** Which factors of a product lie transposed. */
export interface Transposes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** Below so many multiplications the scalar loop of the backend ends before XNNPACK has been set up. */
export const SMALL_PRODUCT: number = 20 ** 3;

/** The product of two float32 matrices, `op(a) op(b)`. */
export type MatrixProduct = (backend: WasmBackend, a: TensorInfo, b: TensorInfo, transposes: Transposes) => TensorInfo;

/**
 * Makes the product that always takes the backend's fast path.
 *
 * XNNPACK multiplies only what lies untransposed, at some 25 GFLOP/s against 1 or 2 of the scalar loop, so that a transpose
 * before or after is cheap. Of the ways there are, `op(a) op(b) = (op(b)ᵀ op(a)ᵀ)ᵀ`, the one that moves the fewest elements
 * is taken; every one sums in the same order.
 */
export function makeMatrixProduct(run: RunStockKernel): MatrixProduct {
  const transpose = (backend: WasmBackend, x: TensorInfo): TensorInfo =>
    run("Transpose", backend, { x }, { perm: [1, 0] });
  const multiply = makePlainProduct(run);

  return (backend, a, b, { transposeA, transposeB }) => {
    const rows = a.shape[transposeA ? 1 : 0]!;
    const inner = a.shape[transposeA ? 0 : 1]!;
    const columns = b.shape[transposeB ? 0 : 1]!;
    if (!transposeA && !transposeB) return multiply(backend, a, b);
    if (rows * inner * columns < SMALL_PRODUCT)
      return run("BatchMatMul", backend, { a, b }, { transposeA, transposeB });
    const before = (transposeA ? rows * inner : 0) + (transposeB ? inner * columns : 0);
    const after = (transposeA ? 0 : rows * inner) + (transposeB ? 0 : inner * columns) + rows * columns;
    return withIntermediates(backend, (own) => {
      if (before <= after) {
        const left = transposeA ? own(transpose(backend, a)) : a;
        const right = transposeB ? own(transpose(backend, b)) : b;
        return multiply(backend, left, right);
      }
      const left = transposeB ? b : own(transpose(backend, b));
      const right = transposeA ? a : own(transpose(backend, a));
      return transpose(backend, own(multiply(backend, left, right)));
    });
  };
}
