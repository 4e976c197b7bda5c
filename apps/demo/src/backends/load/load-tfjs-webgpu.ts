import "@tensorflow/tfjs-backend-webgpu";
import { env } from "@tensorflow/tfjs-core";
import type { LoadedBackend } from "../loaded-backend.ts";
import { loadTfjs } from "./load-tfjs.ts";

/** MatMulSmallOutputSizeProgram, by its number in TensorFlow.js. */
const SMALL_OUTPUT = 2;

/** TensorFlow.js on WebGPU. */
export async function loadTfjsWebgpu(): Promise<LoadedBackend> {
  const backend = await loadTfjs("webgpu");
  const adapter = await navigator.gpu.requestAdapter();
  // The program for small products is one workgroup for each number of the result: SwiftShader, which computes on the
  // processor, takes 50 ms for a product of 16 x 16 by 16 x 8. This one takes a hundredth of that.
  if (adapter?.info.architecture === "swiftshader") env().set("WEBGPU_MATMUL_PROGRAM_TYPE", SMALL_OUTPUT);
  return backend;
}
