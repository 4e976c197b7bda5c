import { moduleBytes } from "../web-assembly/module-bytes.ts";
import { webAssembly, type WasmModule } from "../web-assembly/web-assembly.ts";
import type { DrawParameters } from "./draw-parameters.ts";
import { MASK_MODULE } from "./mask-module.ts";

/** What the small module of packages/core/wasm exports; items are from `first` to before `end`. */
export interface MaskFunctions {
  /** An item is a block of elements. */
  drawMask(...parameters: [...DrawParameters, first: number, end: number]): void;
  /** An item is a word. */
  packBits(keep: number, words: number, bits: number, first: number, end: number): void;
}

/** By whether threads share the memory. */
const MODULES = new Map<boolean, WasmModule>();

/**
 * The module's functions on a memory, or undefined where WebAssembly is missing, has no vectors or is forbidden by a
 * content security policy, or the memory is none.
 */
export function maskFunctions(memory: { readonly buffer: ArrayBufferLike }): MaskFunctions | undefined {
  if (webAssembly === undefined) return undefined;
  try {
    const isShared = !(memory.buffer instanceof ArrayBuffer);
    const module = MODULES.get(isShared) ?? new webAssembly.Module(moduleBytes(MASK_MODULE, { shared: isShared }));
    MODULES.set(isShared, module);
    return new webAssembly.Instance(module, { lockstep: { memory } }).exports as unknown as MaskFunctions;
  } catch {
    return undefined;
  }
}
