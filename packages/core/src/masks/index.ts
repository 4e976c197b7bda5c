// `@lockstep/core/masks`: masks of bits at speed, for adapters; apart from the main entry, which would carry a module of
// WebAssembly along.
export { drawKeepBits } from "./draw-keep-bits.ts";
export { drawPackedBits } from "./draw-packed-bits.ts";
export { heapMasks, type HeapMasks } from "./heap-masks.ts";
