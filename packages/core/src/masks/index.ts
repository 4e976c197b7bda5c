// `@lockstep/core/masks`: masks of bits at speed, for adapters; apart from the main entry, which would carry a module of
// WebAssembly along.
export { drawKeepBits } from "./draw-keep-bits.ts";
export { heapMasks, type HeapMasks, type HeapMemory } from "./heap-masks.ts";
export { packKeepBits } from "./pack-keep-bits.ts";
