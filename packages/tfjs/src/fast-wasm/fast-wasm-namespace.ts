import type * as tfjsCore from "@tensorflow/tfjs-core";

/** The part of TensorFlow.js that installing needs; `@tensorflow/tfjs` and `@tensorflow/tfjs-core` both have it. */
export type FastWasmNamespace = Pick<
  typeof tfjsCore,
  "backend_util" | "getKernel" | "registerKernel" | "unregisterKernel"
>;
