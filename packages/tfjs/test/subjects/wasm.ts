import type { ConformanceSubject } from "@lockstep/conformance";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { tfjsSubject } from "./tfjs-subject.ts";

// Node finds the backend's binaries in the package; a browser asks for what was bundled.
if ("location" in globalThis) {
  setWasmPaths({
    "tfjs-backend-wasm.wasm": new URL(
      "../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm",
      import.meta.url,
    ).href,
    "tfjs-backend-wasm-simd.wasm": new URL(
      "../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
      import.meta.url,
    ).href,
    "tfjs-backend-wasm-threaded-simd.wasm": new URL(
      "../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm",
      import.meta.url,
    ).href,
  });
}

export const subject: ConformanceSubject = await tfjsSubject("wasm");
