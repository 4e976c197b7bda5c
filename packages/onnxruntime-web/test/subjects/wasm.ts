import type { ConformanceSubject } from "@lockstep/conformance";
import * as ort from "onnxruntime-web/wasm";
import { createOrtEngine } from "../../src/index.ts";
import { ORT_CAPABILITIES } from "../../src/ort-engine.ts";
import { ORT_WASM_FILES } from "./ort-wasm-files.ts";

ort.env.wasm.numThreads = 1;
if ("location" in globalThis) ort.env.wasm.wasmPaths = ORT_WASM_FILES;

export const subject: ConformanceSubject = {
  name: "ort-wasm",
  capabilities: ORT_CAPABILITIES,
  createEngine: (model, options) => createOrtEngine(ort, model, options),
};
