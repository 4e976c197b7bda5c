export { createTfjsEngine } from "./create-tfjs-engine.ts";
export type { TfjsNamespace } from "./tfjs-namespace.ts";
