import { heapMasks, type HeapMasks, type HeapMemory } from "@lockstep/core/masks";
import type { TensorInfo } from "@tensorflow/tfjs-core";

import { hasMethods } from "./has-methods.ts";
import type { BitsAttributes, MaskKernel } from "./mask-kernel.ts";
import { writeMasked } from "./write-masked.ts";

/** The part of tfjs's wasm backend that the kernel uses. */
interface WasmBackend {
  makeOutput(shape: readonly number[], dtype: "float32"): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): Float32Array;
  readonly wasm?: HeapOwner;
}

/** Where the backend's module has its memory: here in the build with threads, among the exports in the others. */
interface HeapOwner {
  readonly wasmMemory?: HeapMemory;
  readonly asm?: { readonly memory?: HeapMemory };
}

const HEAPS = new WeakMap<HeapMemory, { readonly masks: HeapMasks | undefined }>();

/** Masks by vectors on the backend's heap; undefined where they cannot be had. */
function masksOf({ wasm }: WasmBackend): HeapMasks | undefined {
  const memory = wasm?.wasmMemory ?? wasm?.asm?.memory;
  if (memory === undefined) return undefined;
  let known = HEAPS.get(memory);
  if (known === undefined) HEAPS.set(memory, (known = { masks: heapMasks(memory) }));
  return known.masks;
}

/** The law of a mask in the memory of the backend's module: by core's vectors where the draws are in order, else by JavaScript. */
export const wasmMaskKernel: MaskKernel = {
  takes: "bits",
  runsOn: (tf) => hasMethods(tf.backend(), ["makeOutput", "typedArrayFromHeap"]),
  kernelFunc({ inputs, backend, attrs }) {
    const x = inputs["x"]!;
    const wasm = backend as WasmBackend;
    const { keep, inOrder, ...law } = attrs as unknown as BitsAttributes;
    const masks = inOrder && masksOf(wasm);
    // Before the output is there: what is thrown then leaves nothing behind.
    const bits = masks === undefined ? keep() : undefined;
    const output = wasm.makeOutput(x.shape, "float32");
    // Both views after the allocation, which may have moved the memory.
    const [values, result] = [wasm.typedArrayFromHeap(x), wasm.typedArrayFromHeap(output)];
    if (bits !== undefined) writeMasked(values, bits, law, result);
    else masks!.apply({ ...inOrder!, ...law }, values.byteOffset, result.byteOffset);
    return output;
  },
};
