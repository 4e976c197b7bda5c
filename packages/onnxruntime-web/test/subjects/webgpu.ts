import { meanSquaredError, relu, sequential } from "@lockstep/core";
import type { ConformanceSubject } from "@lockstep/conformance";
import * as ort from "onnxruntime-web/webgpu";
import { createOrtEngine } from "../../src/index.ts";
import { ORT_CAPABILITIES } from "../../src/ort-engine.ts";
import { ORT_DECLINES } from "./ort-declines.ts";

ort.env.wasm.numThreads = 1;

export const subject: ConformanceSubject = {
  name: "ort-webgpu",
  capabilities: ORT_CAPABILITIES,
  declines: ORT_DECLINES,
  // An operator without a GPU kernel must be an error: computed on the CPU it would prove nothing.
  createEngine: (model, options) =>
    createOrtEngine(ort, model, { ...options, executionProvider: "webgpu", cpuFallback: "forbid" }),
};

// The runtime gives up its device, and with it every compiled shader, with the last session: one stays open.
const KEPT = sequential({ inputShape: [1], layers: [relu()] });
await subject.createEngine(KEPT, { loss: meanSquaredError(), seed: 0 });
