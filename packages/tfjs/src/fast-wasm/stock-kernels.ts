import type { KernelFunc, NamedAttrMap, TensorInfo } from "@tensorflow/tfjs-core";
import type { FastWasmNamespace } from "./fast-wasm-namespace.ts";
import type { WasmBackend } from "./wasm-backend.ts";

/** The wasm backend's own kernels that the fast ones are composed of. */
const NAMES = [
  "Add",
  "BatchMatMul",
  "Conv2D",
  "Conv2DBackpropInput",
  "DepthwiseConv2dNative",
  "Elu",
  "GatherV2",
  "GreaterEqual",
  "LeakyRelu",
  "Mean",
  "Multiply",
  "Relu",
  "Relu6",
  "Select",
  "Sigmoid",
  "Slice",
  "Sum",
  "Transpose",
  "_FusedMatMul",
] as const;

type StockKernelName = (typeof NAMES)[number];

/** Runs one of the wasm backend's own kernels, as it was before anything was replaced. */
export type RunStockKernel = (
  name: StockKernelName,
  backend: WasmBackend,
  inputs: Readonly<Record<string, TensorInfo | undefined>>,
  attributes?: object,
) => TensorInfo;

/** The kernels of the wasm backend as they are registered now, or the names of those that are not. */
export function readStockKernels(tf: FastWasmNamespace): {
  readonly run: RunStockKernel;
  readonly missing: readonly string[];
} {
  const kernels = new Map<StockKernelName, KernelFunc>();
  for (const name of NAMES) {
    const kernel = tf.getKernel(name, "wasm") as ReturnType<FastWasmNamespace["getKernel"]> | undefined;
    if (kernel !== undefined) kernels.set(name, kernel.kernelFunc);
  }
  return {
    missing: NAMES.filter((name) => !kernels.has(name)),
    run: (name, backend, inputs, attributes = {}) =>
      kernels.get(name)!({ inputs, backend, attrs: attributes as NamedAttrMap }) as TensorInfo,
  };
}
