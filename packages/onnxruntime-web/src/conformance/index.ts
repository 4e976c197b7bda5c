// `@lockstep/onnxruntime-web/conformance`: what a conformance subject says of this engine.
export { ortDeclaration, type KnownFailure, type OrtDeclaration, type OrtRuntime } from "./ort-declaration.ts";
