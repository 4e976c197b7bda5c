import * as ort from "onnxruntime-web/wasm";
import binary from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";

/** ONNX Runtime with kernels for the processor. */
export function ortWasm(): typeof ort {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { wasm: binary };
  return ort;
}
