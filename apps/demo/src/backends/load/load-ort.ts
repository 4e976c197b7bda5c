import type * as Ort from "onnxruntime-web/wasm";

/** Which of ONNX Runtime's kernels compute. */
export type OrtProvider = "wasm" | "webgpu";

const NAMESPACES: Readonly<Record<OrtProvider, () => Promise<typeof Ort>>> = {
  wasm: async () => (await import("./ort-wasm.ts")).ortWasm(),
  webgpu: async () => (await import("./ort-webgpu.ts")).ortWebgpu(),
};

/**
 * ONNX Runtime's namespace, told where its files are, on one thread. Its binary is fetched with the first session. A worker
 * loads one of the two.
 */
export function loadOrt(provider: OrtProvider): Promise<typeof Ort> {
  return NAMESPACES[provider]();
}
