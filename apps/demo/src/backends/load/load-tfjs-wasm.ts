import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { env } from "@tensorflow/tfjs-core";
import type { LoadedBackend } from "../loaded-backend.ts";
import { loadTfjs } from "./load-tfjs.ts";

/** TensorFlow.js on WebAssembly, on one thread as every backend here: the times then compare kernels, not thread counts. */
export function loadTfjsWasm(): Promise<LoadedBackend> {
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths({
    "tfjs-backend-wasm.wasm": plain,
    "tfjs-backend-wasm-simd.wasm": simd,
    // It must have an address, and is never fetched.
    "tfjs-backend-wasm-threaded-simd.wasm": simd,
  });
  return loadTfjs("wasm");
}
