import type { TensorInfo } from "@tensorflow/tfjs-core";

import { hasMethods } from "./has-methods.ts";
import type { BitsAttributes, MaskKernel } from "./mask-kernel.ts";
import { writeMasked } from "./write-masked.ts";

/** The part of tfjs's wasm backend that the kernel uses. */
interface WasmBackend {
  makeOutput(shape: readonly number[], dtype: "float32"): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): Float32Array;
}

/** The law of a mask by JavaScript, in the memory of the backend's module. */
export const wasmMaskKernel: MaskKernel = {
  takes: "bits",
  runsOn: (tf) => hasMethods(tf.backend(), ["makeOutput", "typedArrayFromHeap"]),
  kernelFunc({ inputs, backend, attrs }) {
    const x = inputs["x"]!;
    const wasm = backend as WasmBackend;
    const { keep, ...law } = attrs as unknown as BitsAttributes;
    const output = wasm.makeOutput(x.shape, "float32");
    // Both views after the allocation, which may have moved the memory.
    writeMasked(wasm.typedArrayFromHeap(x), keep, law, wasm.typedArrayFromHeap(output));
    return output;
  },
};
