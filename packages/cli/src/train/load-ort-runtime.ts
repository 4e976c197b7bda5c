import type { OrtRuntime } from "./ort-runtime.ts";

/** Loads ONNX Runtime Web with so many threads. */
export async function loadOrtRuntime(threads: number): Promise<OrtRuntime> {
  const ort = await import("onnxruntime-web");
  const { ortRuntime } = await import("./ort-runtime.ts");
  ort.env.wasm.numThreads = threads;
  return ortRuntime(ort);
}
