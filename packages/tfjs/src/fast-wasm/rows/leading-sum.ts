import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { FastKernel } from "../fast-kernel.ts";
import { makePlainProduct } from "../products/plain-product.ts";
import type { RunStockKernel } from "../stock-kernels.ts";
import { floatsOf, reshaped, sizeOf, type WasmBackend } from "../wasm-backend.ts";
import { withIntermediates } from "../with-intermediates.ts";

interface Attributes {
  /** All axes if there is none. */
  readonly axis: number | readonly number[] | null | undefined;
  readonly keepDims: boolean;
}

/** Fewer columns than XNNPACK takes at a time gain nothing. */
const FEW_COLUMNS = 4;

/**
 * `Sum` and `Mean` over leading axes, as the gradient of a bias and the moments of a batch have them: the product with a row of
 * equal weights, which XNNPACK computes many times faster than the stock kernel walks down the columns.
 */
export function leadingSumKernel(
  run: RunStockKernel,
  name: "Sum" | "Mean",
): FastKernel<{ readonly x: TensorInfo }, Attributes> {
  const multiply = makePlainProduct(run);

  return ({ inputs: { x }, attrs, backend }) => {
    const axes = leadingAxes(attrs.axis, x.shape.length);
    const [reduced, kept] = [x.shape.slice(0, axes), x.shape.slice(axes)];
    const [rows, columns] = [sizeOf(reduced), sizeOf(kept)];
    const shape = attrs.keepDims ? [...reduced.map(() => 1), ...kept] : kept;
    // The stock kernel leaves what it found in memory; the others say 0, even of a mean.
    if (rows === 0 && (x.dtype === "float32" || x.dtype === "int32")) {
      const out = backend.makeOutput(shape, name === "Sum" ? x.dtype : "float32");
      floatsOf(backend, out).fill(0);
      return out;
    }
    if (x.dtype !== "float32" || rows < 2 || columns < FEW_COLUMNS) return run(name, backend, { x }, attrs);
    return withIntermediates(backend, (own) => {
      const a = own(backend.makeOutput([1, rows], "float32"));
      floatsOf(backend, a).fill(1);
      const sum = multiply(backend, a, reshaped(x, [rows, columns]));
      if (name === "Mean") divide(backend, sum, rows);
      return { ...sum, shape };
    });
  };
}

/** The number of axes if they are the first ones, else 0. */
function leadingAxes(axis: Attributes["axis"], rank: number): number {
  if (axis === null || axis === undefined) return rank;
  const axes = [axis].flat().map((index) => (index < 0 ? index + rank : index));
  return new Set(axes).size === axes.length && axes.every((index) => index < axes.length) ? axes.length : 0;
}

function divide(backend: WasmBackend, tensor: TensorInfo, divisor: number): void {
  const values = floatsOf(backend, tensor);
  values.forEach((value, index) => {
    values[index] = value / divisor;
  });
}
