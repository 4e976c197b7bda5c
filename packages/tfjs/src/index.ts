export { createTfjsEngine } from "./engine/create-tfjs-engine.ts";
export { installFastWasm } from "./fast-wasm/install-fast-wasm.ts";
export type { FastWasmNamespace } from "./fast-wasm/fast-wasm-namespace.ts";
export type { TfjsNamespace } from "./namespace/tfjs-namespace.ts";
