import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { WasmBackend } from "./wasm-backend.ts";

/** Marks a tensor as one to dispose when the computation ends. */
export type Own = (tensor: TensorInfo) => TensorInfo;

/** Runs a computation and disposes the tensors that it owned, even if it throws. */
export function withIntermediates(backend: WasmBackend, compute: (own: Own) => TensorInfo): TensorInfo {
  const owned: TensorInfo[] = [];
  try {
    return compute((tensor) => {
      owned.push(tensor);
      return tensor;
    });
  } finally {
    for (const tensor of owned) backend.disposeData(tensor.dataId);
  }
}
