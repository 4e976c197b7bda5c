import type { DataId, TensorInfo } from "@tensorflow/tfjs-core";

import type { RunStockKernel } from "../stock-kernels.ts";
import type { WasmBackend } from "../wasm-backend.ts";
import { withView } from "../with-view.ts";

/** Columns that a tensor had when it first was the right factor of a product. */
const COLUMNS_AS_FACTOR = new WeakMap<DataId, number>();

/**
 * Lends the right factor of a product in a way that the backend's memory of it fits.
 *
 * XNNPACK packs a right factor once and the backend finds it again by the tensor's number alone. The same elements under
 * another shape, after `tf.reshape` or a sum over other axes, would meet what was packed for the first: numbers of elsewhere, or a
 * read beyond the heap, after which the backend is dead. So they go by a number of their own.
 *
 * @param b a float32 matrix, or one in axes of length 1.
 */
export function asFactor<Result>(backend: WasmBackend, b: TensorInfo, use: (factor: TensorInfo) => Result): Result {
  const columns = b.shape.at(-1)!;
  const known = COLUMNS_AS_FACTOR.get(b.dataId);
  if (known === columns) return use(b);
  if (known !== undefined) return withView(backend, b, 0, b.shape, use);
  COLUMNS_AS_FACTOR.set(b.dataId, columns);
  return use(b);
}

/** The product of two float32 matrices as they lie, by XNNPACK. */
export type PlainProduct = (backend: WasmBackend, a: TensorInfo, b: TensorInfo) => TensorInfo;

/** Makes the product out of the backend's kernel. */
export function makePlainProduct(run: RunStockKernel): PlainProduct {
  return (backend, a, b) =>
    asFactor(backend, b, (factor) =>
      run("BatchMatMul", backend, { a, b: factor }, { transposeA: false, transposeB: false }),
    );
}
