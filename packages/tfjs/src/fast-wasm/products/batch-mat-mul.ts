import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { FastKernel } from "../fast-kernel.ts";
import type { RunStockKernel } from "../stock-kernels.ts";
import { floatsOf, reshaped, sizeOf } from "../wasm-backend.ts";
import { withView } from "../with-view.ts";
import { zeros } from "../zeros.ts";
import { batchIndices, type BatchIndices } from "./batch-indices.ts";
import { makeMatrixProduct, SMALL_PRODUCT, type Transposes } from "./matrix-product.ts";

interface Factors {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
}

/** The product of two stacks of matrices, each fast whatever is transposed and however many there are. */
export function batchMatMulKernel(run: RunStockKernel): FastKernel<Factors, Transposes> {
  const multiply = makeMatrixProduct(run);

  return ({ inputs: { a, b }, attrs, backend }) => {
    const stock = (): TensorInfo => run("BatchMatMul", backend, { a, b }, attrs);
    const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
    const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
    const [rows, inner] = attrs.transposeA ? [aColumns, aRows] : [aRows, aColumns];
    const [innerOfB, columns] = attrs.transposeB ? [bColumns, bRows] : [bRows, bColumns];
    const batch = batchIndices(a.shape.slice(0, -2), b.shape.slice(0, -2));
    // The stock kernel says what is wrong in its own words.
    if (a.dtype !== "float32" || b.dtype !== "float32" || inner !== innerOfB || batch === undefined) return stock();
    const shape = [...batch.shape, rows, columns];
    if (sizeOf(shape) === 0 || inner === 0) return zeros(backend, shape);
    const matricesOfA = sizeOf(a.shape.slice(0, -2));
    if (sizeOf(b.shape.slice(0, -2)) === 1 && (matricesOfA === 1 || !attrs.transposeA)) {
      const left = reshaped(a, attrs.transposeA ? [aRows, aColumns] : [matricesOfA * aRows, aColumns]);
      return { ...multiply(backend, left, reshaped(b, [bRows, bColumns]), attrs), shape };
    }
    if (rows * inner * columns < SMALL_PRODUCT && repeatsInOrder(batch)) return stock();
    const out = backend.makeOutput(shape, "float32");
    batch.a.forEach((indexOfA, index) => {
      withView(backend, a, indexOfA * aRows * aColumns, [aRows, aColumns], (left) => {
        withView(backend, b, batch.b[index]! * bRows * bColumns, [bRows, bColumns], (right) => {
          const product = multiply(backend, left, right, attrs);
          floatsOf(backend, out).set(floatsOf(backend, product), index * rows * columns);
          backend.disposeData(product.dataId);
        });
      });
    });
    return out;
  };
}

/** Whether matrix i of the product is made of matrices i modulo their number, the only broadcast of the stock kernel. */
function repeatsInOrder({ a, b }: BatchIndices): boolean {
  const [ofA, ofB] = [Math.max(...a) + 1, Math.max(...b) + 1];
  return Math.max(ofA, ofB) === a.length && a.every((index, i) => index === i % ofA && b[i] === i % ofB);
}
