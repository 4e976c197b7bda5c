import type { ConformanceSubject } from "@lockstep/conformance";
import { createOrtEngine } from "@lockstep/onnxruntime-web";
import * as ort from "onnxruntime-web";
import { declaredCapabilities } from "../declared-capabilities.ts";

ort.env.wasm.numThreads = 1;

export const subject: ConformanceSubject = {
  name: "ort-wasm",
  capabilities: await declaredCapabilities((model, options) => createOrtEngine(ort, model, options)),
  knownFailures: [
    {
      case: "layer limits > LAY-3 layer-limits.relu.zeros: zeros of both signs",
      reason:
        "relu(-0) is -0: ONNX defines Relu as max(0, x) and says nothing of the zero's sign (ONNX operators, Relu)",
    },
    {
      case: "pools and shapes > POL-1 POL-2 layer.max-pool2d.0009 (max-pool2d, 1x1x4x4): output",
      reason:
        "the largest of -0 and 0 is 0, whichever comes first: WebAssembly's f32x4.max orders zeros by sign (WebAssembly " +
        "Core Specification, fmax), and ONNX says nothing of it (ONNX operators, MaxPool)",
    },
  ],
  environment: { "onnxruntime-web": ort.env.versions.common },
  createEngine: (model, options) => createOrtEngine(ort, model, options),
};
