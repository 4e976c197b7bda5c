import type { ConformanceSubject } from "@lockstep/conformance";
import * as ort from "onnxruntime-web";
import { createOrtEngine } from "../../src/index.ts";
import { ORT_CAPABILITIES } from "../../src/ort-engine.ts";
import { ORT_DECLINES } from "./ort-declines.ts";

ort.env.wasm.numThreads = 1;

export const subject: ConformanceSubject = {
  name: "ort-wasm",
  capabilities: ORT_CAPABILITIES,
  declines: ORT_DECLINES,
  environment: { "onnxruntime-web": ort.env.versions.web ?? ort.env.versions.common },
  createEngine: (model, options) => createOrtEngine(ort, model, options),
};
