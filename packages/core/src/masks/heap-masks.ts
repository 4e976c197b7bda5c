import type { AddressedMask } from "../dropout/dropout-mask.ts";
import { requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { requireDraw } from "../random/random-words.ts";
import { shapeSize } from "../tensor/shape.ts";
import { BLOCK, drawParameters, NOWHERE } from "./draw-parameters.ts";
import { maskFunctions } from "./mask-functions.ts";

/** What is used here of a `WebAssembly.Memory`. */
export interface HeapMemory {
  /** Another one after the memory has grown. */
  readonly buffer: ArrayBufferLike;
}

/** Masks for numbers that lie in the memory of a WebAssembly module, an engine's for one. */
export interface HeapMasks {
  /**
   * `applyDropout` there: draws the mask's bits and applies them as it goes; nothing is kept. With an offset and a fill of
   * 0 it is `applyDropoutGradient`.
   *
   * @param mask of the values' own shape, no axis shared.
   * @param values address of the first f32, in bytes.
   * @param result address of the first one written; that of the values, or as many bytes away from it at least.
   * @throws {InvalidOptionError} if the key or the start is none, an address lies outside of the memory, or the result
   *   begins or ends within the values.
   */
  apply(mask: AddressedMask, values: number, result: number): void;
}

/**
 * Masks by WebAssembly's vectors on a memory that somebody else uses.
 *
 * @param memory a `WebAssembly.Memory`, of threads or not.
 * @returns undefined where WebAssembly has no vectors or is forbidden, or the memory is none.
 * @throws {InvalidOptionError} later, as {@link HeapMasks.apply} does.
 * @example
 * new Float32Array(memory.buffer, 0, 4).set([1, 2, 3, 4]);
 * const mask = dropoutMask({ seed: 42, site: 0, step: 0, rate: 0.5, shape: [1, 4] });
 * heapMasks(memory)?.apply(mask, 0, 16);
 * new Float32Array(memory.buffer, 16, 4); // Float32Array [2, 4, 6, 0]
 */
export function heapMasks(memory: HeapMemory): HeapMasks | undefined {
  const functions = maskFunctions(memory);
  if (functions === undefined) return undefined;
  return {
    apply(mask, values, result) {
      const size = shapeSize(mask.shape);
      requireDraw(mask.key, size, mask.start);
      const bytes = size * Float32Array.BYTES_PER_ELEMENT;
      const last = memory.buffer.byteLength - bytes;
      requireInteger("values", values, { min: 0, max: last });
      requireInteger("result", result, { min: 0, max: last });
      if (result !== values && Math.abs(result - values) < bytes) {
        throw new InvalidOptionError({
          subject: "result",
          rule: `must be the address of the values, ${values}, or ${bytes} bytes away from it at least`,
          received: result,
        });
      }
      functions.drawMask(
        ...drawParameters(mask, { keep: NOWHERE, values, result }, 0, size),
        0,
        Math.ceil(size / BLOCK),
      );
    },
  };
}
