import type { ConformanceSubject } from "@lockstep/conformance";
import * as ort from "onnxruntime-web";
import { createOrtEngine } from "../../src/index.ts";
import { ortCapabilities } from "../../src/ort-capabilities.ts";
import { ORT_CPU_KNOWN_FAILURES } from "./ort-declaration.ts";

ort.env.wasm.numThreads = 1;

export const subject: ConformanceSubject = {
  name: "ort-wasm",
  capabilities: ortCapabilities("wasm"),
  knownFailures: [
    ...ORT_CPU_KNOWN_FAILURES,
    {
      case: "pools and shapes > POL-1 POL-2 layer.max-pool2d.0009 (max-pool2d, 1x1x4x4): output",
      reason:
        "the largest of -0 and 0 is 0, whichever comes first: WebAssembly's f32x4.max orders zeros by sign (WebAssembly " +
        "Core Specification, fmax), and ONNX says nothing of it (ONNX operators, MaxPool)",
    },
  ],
  environment: { "onnxruntime-web": ort.env.versions.web ?? ort.env.versions.common },
  createEngine: (model, options) => createOrtEngine(ort, model, options),
};
