export { createOrtEngine, type OrtEngineOptions } from "./create-ort-engine.ts";
export type { OrtNamespace, OrtSession, OrtTensor } from "./ort-namespace.ts";
