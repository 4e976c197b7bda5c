import type { ConformanceSubject } from "@lockstep/conformance";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { tfjsSubject } from "./tfjs-subject.ts";

// Node reads the binaries from the package. A page's bundler takes along what is named as a URL of this form.
if ("location" in globalThis) {
  const binary = (path: URL): string => path.href;
  setWasmPaths({
    "tfjs-backend-wasm.wasm": binary(
      new URL("../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm", import.meta.url),
    ),
    "tfjs-backend-wasm-simd.wasm": binary(
      new URL("../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm", import.meta.url),
    ),
    "tfjs-backend-wasm-threaded-simd.wasm": binary(
      new URL(
        "../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm",
        import.meta.url,
      ),
    ),
  });
}

export const subject: ConformanceSubject = await tfjsSubject("wasm");
