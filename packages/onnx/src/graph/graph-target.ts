/**
 * Whose kernels a graph is written for: it computes the same on both, by operators that both have, but a kernel of the GPU
 * may treat special numbers in a way that has to be written around.
 */
export type GraphTarget = "wasm" | "webgpu";
