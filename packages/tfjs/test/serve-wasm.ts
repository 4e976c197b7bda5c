import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";

/** Tells the wasm backend where a page finds its binaries; Node finds them in the package by itself. */
export function serveWasm(): void {
  if (!("location" in globalThis)) return;
  setWasmPaths({
    "tfjs-backend-wasm.wasm": new URL(
      "../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm",
      import.meta.url,
    ).href,
    "tfjs-backend-wasm-simd.wasm": new URL(
      "../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
      import.meta.url,
    ).href,
    "tfjs-backend-wasm-threaded-simd.wasm": new URL(
      "../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm",
      import.meta.url,
    ).href,
  });
}
