import type { ConformanceSubject } from "@lockstep/conformance";
import { createOrtEngine } from "@lockstep/onnxruntime-web";
import { ortDeclaration } from "@lockstep/onnxruntime-web/conformance";
import * as ort from "onnxruntime-web";

ort.env.wasm.numThreads = 1;

export const subject: ConformanceSubject = {
  name: "ort-wasm",
  ...ortDeclaration("wasm"),
  environment: { "onnxruntime-web": ort.env.versions.common },
  createEngine: (model, options) => createOrtEngine(ort, model, options),
};
