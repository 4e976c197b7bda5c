import * as ort from "onnxruntime-web/webgpu";
import binary from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";

/** ONNX Runtime with kernels for the GPU. */
export function ortWebgpu(): typeof ort {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { wasm: binary };
  return ort;
}
