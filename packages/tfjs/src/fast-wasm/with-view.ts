import type { TensorInfo } from "@tensorflow/tfjs-core";
import { offsetOf, type WasmBackend } from "./wasm-backend.ts";

const BYTES_PER_FLOAT = 4;

/**
 * Lends a stretch of a float32 tensor as a tensor of its own, without a copy.
 *
 * The backend is told of the stretch by its address and has to forget it again by hand: its own way of disposing would free
 * memory that is not the stretch's.
 */
export function withView<Result>(
  backend: WasmBackend,
  tensor: TensorInfo,
  first: number,
  shape: readonly number[],
  use: (view: TensorInfo) => Result,
): Result {
  const view = backend.makeOutput([...shape], tensor.dtype, offsetOf(backend, tensor) + first * BYTES_PER_FLOAT);
  try {
    return use(view);
  } finally {
    backend.wasm.tfjs.disposeData(backend.dataIdMap.get(view.dataId).id);
    backend.dataIdMap.delete(view.dataId);
  }
}
