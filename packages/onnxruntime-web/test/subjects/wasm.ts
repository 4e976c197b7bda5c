import type { ConformanceSubject } from "@lockstep/conformance";
import * as ort from "onnxruntime-web";
import { createOrtEngine } from "../../src/index.ts";
import { ortCapabilities } from "../../src/ort-capabilities.ts";
import { ORT_CPU_KNOWN_FAILURES, ORT_DECLINES } from "./ort-declaration.ts";

ort.env.wasm.numThreads = 1;

export const subject: ConformanceSubject = {
  name: "ort-wasm",
  capabilities: ortCapabilities("wasm"),
  declines: ORT_DECLINES,
  knownFailures: ORT_CPU_KNOWN_FAILURES,
  environment: { "onnxruntime-web": ort.env.versions.web ?? ort.env.versions.common },
  createEngine: (model, options) => createOrtEngine(ort, model, options),
};
