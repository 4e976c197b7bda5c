import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { WasmBackend } from "./wasm-backend.ts";

/** What the engine of TensorFlow.js calls a kernel with. */
interface KernelCall<Inputs, Attributes> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
  readonly backend: WasmBackend;
}

/** A kernel of the wasm backend that has one output. */
export type FastKernel<Inputs, Attributes> = (call: KernelCall<Inputs, Attributes>) => TensorInfo;
