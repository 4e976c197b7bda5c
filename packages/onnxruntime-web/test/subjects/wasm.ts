import type { ConformanceSubject } from "@lockstep/conformance";
import * as ort from "onnxruntime-web";
import { createOrtEngine } from "../../src/index.ts";
import { ortDeclaration } from "../../src/conformance/index.ts";

ort.env.wasm.numThreads = 1;

export const subject: ConformanceSubject = {
  name: "ort-wasm",
  ...ortDeclaration("wasm"),
  environment: { "onnxruntime-web": ort.env.versions.web ?? ort.env.versions.common },
  createEngine: (model, options) => createOrtEngine(ort, model, options),
};
