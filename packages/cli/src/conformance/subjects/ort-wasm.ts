import type { ConformanceSubject } from "@lockstep/conformance";
import { createOrtEngine } from "@lockstep/onnxruntime-web";
import * as ort from "onnxruntime-web";
import { declaredCapabilities } from "../declared-capabilities.ts";

ort.env.wasm.numThreads = 1;

export const subject: ConformanceSubject = {
  name: "ort-wasm",
  capabilities: await declaredCapabilities((model, options) => createOrtEngine(ort, model, options)),
  declines: {
    microBatches: "no graph for sums of gradients over several batches yet",
    layerKinds: "no operators for this layer yet",
    losses: "no operators for this loss yet",
    denseOnLastAxis: "no operators for dense layers on rows of several axes yet",
    randomSiteKinds: "no operators for this kind of draw yet",
  },
  environment: { "onnxruntime-web": ort.env.versions.common },
  createEngine: (model, options) => createOrtEngine(ort, model, options),
};
