import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { FastKernel } from "../fast-kernel.ts";
import type { FastWasmNamespace } from "../fast-wasm-namespace.ts";
import type { RunStockKernel } from "../stock-kernels.ts";
import { integersOf, offsetOf } from "../wasm-backend.ts";

interface Inputs {
  readonly x: TensorInfo;
  readonly indices: TensorInfo;
}

interface Attributes {
  readonly axis: number;
  readonly batchDims: number;
}

const BYTES_PER_ELEMENT: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1 };

/** Below so many bytes a call that moves memory takes longer than the stock kernel does for the elements. */
const SHORT_SLICE = 64;

/** `GatherV2` by moving each slice as one piece of memory; `fit` gathers the rows of every batch. */
export function gatherKernel(tf: FastWasmNamespace, run: RunStockKernel): FastKernel<Inputs, Attributes> {
  return ({ inputs: { x, indices }, attrs, backend }) => {
    const stock = (): TensorInfo => run("GatherV2", backend, { x, indices }, attrs);
    const bytes = BYTES_PER_ELEMENT[x.dtype];
    if (bytes === undefined || indices.dtype !== "int32") return stock();
    const axis = attrs.axis < 0 ? attrs.axis + x.shape.length : attrs.axis;
    const { batchSize, outerSize, dimSize, sliceSize, outputShape } =
      tf.backend_util.segment_util.collectGatherOpShapeInfo(x, indices, axis, attrs.batchDims);
    const length = sliceSize * bytes;
    // The stock kernel names an index that is out of range.
    if (length < SHORT_SLICE || integersOf(backend, indices).some((index) => index < 0 || index >= dimSize))
      return stock();
    const out = backend.makeOutput(outputShape, x.dtype);
    const heap = backend.wasm.HEAPU8;
    const rows = integersOf(backend, indices);
    const perBatch = rows.length / batchSize;
    const from = offsetOf(backend, x);
    let to = offsetOf(backend, out);
    for (let batch = 0; batch < batchSize; batch++) {
      for (let outer = batch * outerSize; outer < (batch + 1) * outerSize; outer++) {
        for (let i = 0; i < perBatch; i++) {
          const start = from + (outer * dimSize + rows[batch * perBatch + i]!) * length;
          heap.copyWithin(to, start, start + length);
          to += length;
        }
      }
    }
    return out;
  };
}
