export { createTfjsEngine } from "./engine/create-tfjs-engine.ts";
export type { TfjsNamespace } from "./namespace/tfjs-namespace.ts";
