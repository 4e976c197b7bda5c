import type { TensorInfo } from "@tensorflow/tfjs-core";
import { floatsOf, type WasmBackend } from "./wasm-backend.ts";

/** A float32 tensor of zeros. */
export function zeros(backend: WasmBackend, shape: readonly number[]): TensorInfo {
  const out = backend.makeOutput(shape, "float32");
  floatsOf(backend, out).fill(0);
  return out;
}
