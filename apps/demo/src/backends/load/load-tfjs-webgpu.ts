import "@tensorflow/tfjs-backend-webgpu";
import { env } from "@tensorflow/tfjs-core";
import type { LoadedBackend } from "../loaded-backend.ts";
import { loadTfjs } from "./load-tfjs.ts";

/** MatMulPackedProgram, by its number in TensorFlow.js. */
const PACKED = 3;

/** TensorFlow.js on WebGPU. */
export async function loadTfjsWebgpu(): Promise<LoadedBackend> {
  const backend = await loadTfjs("webgpu");
  const adapter = await navigator.gpu.requestAdapter();
  // One of the programs for products is a workgroup for each number of the result, another divides every sum among
  // workgroups: on SwiftShader, which computes on the processor, a step of 784-128-128-10 takes them seconds.
  if (adapter?.info.architecture === "swiftshader") env().set("WEBGPU_MATMUL_PROGRAM_TYPE", PACKED);
  return backend;
}
