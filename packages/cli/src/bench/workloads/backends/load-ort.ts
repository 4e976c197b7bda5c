import type * as ortModule from "onnxruntime-web";

/** ONNX Runtime Web's namespace. */
export type Ort = typeof ortModule;

/** Loads the stock ONNX Runtime Web, computing with a number of threads. */
export async function loadOrt(threads: number): Promise<Ort> {
  const ort = await import("onnxruntime-web");
  // Read when the first session is made.
  ort.env.wasm.numThreads = threads;
  return ort;
}
