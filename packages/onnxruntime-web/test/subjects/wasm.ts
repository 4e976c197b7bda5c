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
  knownFailures: [
    {
      case: "layer limits > LAY-3 layer-limits.relu.zeros: zeros of both signs",
      reason:
        "relu(-0) is -0: ONNX defines Relu as max(0, x) and says nothing of the zero's sign (ONNX operators, Relu). Where, " +
        "which GPUs are given, has +0, but is no operator that a runtime can fuse into the product before it",
    },
  ],
  environment: { "onnxruntime-web": ort.env.versions.web ?? ort.env.versions.common },
  createEngine: (model, options) => createOrtEngine(ort, model, options),
};
