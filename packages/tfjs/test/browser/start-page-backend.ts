import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgl";
import "@tensorflow/tfjs-backend-webgpu";
import { serveWasm } from "../serve-wasm.ts";

/** The backends that run in a page of Chromium. */
export const PAGE_BACKENDS = ["cpu", "wasm", "webgl", "webgpu"] as const;

/** Makes a backend the current one. */
export async function startPageBackend(backend: (typeof PAGE_BACKENDS)[number]): Promise<void> {
  serveWasm();
  // The default program for small products is one workgroup for each number of the result, which SwiftShader, computing on
  // the processor, takes a hundred times as long for.
  if (backend === "webgpu") tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", 2);
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs backend ${backend} does not start`);
  await tf.ready();
}
