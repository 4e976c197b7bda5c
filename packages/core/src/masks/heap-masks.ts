import type { AddressedMask } from "../dropout/dropout-mask.ts";
import { requireInteger } from "../errors/check-option.ts";
import { requireDraw } from "../random/random-words.ts";
import { shapeSize } from "../tensor/shape.ts";
import type { WasmMemory } from "../web-assembly/web-assembly.ts";
import { BLOCK, drawParameters, NOWHERE } from "./draw-parameters.ts";
import { maskFunctions } from "./mask-functions.ts";

/** Masks for numbers that lie in the memory of a WebAssembly module, an engine's for one. */
export interface HeapMasks {
  /**
   * `applyDropout` there: draws the mask's bits and applies them as it goes; nothing is kept. With an offset and a fill of
   * 0 it is `applyDropoutGradient`.
   *
   * @param mask of the values' own shape, no axis shared.
   * @param values address of the first f32, in bytes.
   * @param result address of the first one written; that of the values, or as many bytes away from it at least.
   * @throws {InvalidOptionError} if the key or the start is none, or an address lies outside of the memory.
   */
  apply(mask: AddressedMask, values: number, result: number): void;
}

/**
 * Masks by WebAssembly's vectors on a memory that somebody else uses.
 *
 * @param memory a `WebAssembly.Memory`, of threads or not.
 * @returns undefined where WebAssembly has no vectors or is forbidden, or the memory is none.
 * @example
 * const memory = new WebAssembly.Memory({ initial: 1 });
 * new Float32Array(memory.buffer).set([1, 2, 3, 4]);
 * const mask = dropoutMask({ seed: 42, site: 0, step: 0, rate: 0.5, shape: [1, 4] });
 * heapMasks(memory)?.apply(mask, 0, 16);
 * new Float32Array(memory.buffer, 16, 4); // Float32Array [2, 4, 6, 0]
 */
export function heapMasks(memory: WasmMemory): HeapMasks | undefined {
  const functions = maskFunctions(memory);
  if (functions === undefined) return undefined;
  return {
    apply(mask, values, result) {
      const size = shapeSize(mask.shape);
      requireDraw(mask.key, size, mask.start);
      const last = memory.buffer.byteLength - size * Float32Array.BYTES_PER_ELEMENT;
      requireInteger("values", values, { min: 0, max: last });
      requireInteger("result", result, { min: 0, max: last });
      functions.drawMask(
        ...drawParameters(mask, { keep: NOWHERE, values, result }, 0, size),
        0,
        Math.ceil(size / BLOCK),
      );
    },
  };
}
