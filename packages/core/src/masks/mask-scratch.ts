import { webAssembly } from "../web-assembly/web-assembly.ts";
import { maskFunctions, type MaskFunctions } from "./mask-functions.ts";

/** A page of memory in which masks are drawn piece by piece. */
export interface MaskScratch extends MaskFunctions {
  /** Where {@link CHUNK} bits of one byte each have room; words of packed bits lie at 0. */
  readonly keep: number;
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
}

/** Elements that are drawn at a time: their bytes stay in the processor's first cache. */
export const CHUNK = 32_768;
/** Words of packed bits that have room. */
export const WORD_CHUNK = 4096;

let scratch: MaskScratch | undefined;
let isMade = false;

/** The page, made at the first call; undefined where it cannot be had. */
export function maskScratch(): MaskScratch | undefined {
  if (!isMade) scratch = makeScratch();
  isMade = true;
  return scratch;
}

function makeScratch(): MaskScratch | undefined {
  if (webAssembly === undefined) return undefined;
  try {
    const memory = new webAssembly.Memory({ initial: 1, maximum: 1 });
    const functions = maskFunctions(memory);
    if (functions === undefined) return undefined;
    const words = new Uint32Array(memory.buffer, 0, WORD_CHUNK);
    return {
      ...functions,
      keep: words.byteLength,
      bytes: new Uint8Array(memory.buffer, words.byteLength, CHUNK),
      words,
    };
  } catch {
    // No address space left.
    return undefined;
  }
}
