export { createOrtEngine, type OrtEngineOptions, type OrtOnnxOptions, type OrtSettings } from "./create-ort-engine.ts";
export type { ExportedTraining, ModelExportOptions } from "./export-model.ts";
export type { OrtEngine } from "./ort-engine.ts";
export type { CpuFallback, ExecutionProvider } from "./session-settings.ts";
export type { OrtNamespace, OrtSession, OrtSessionOptions, OrtTensor } from "./ort-namespace.ts";
