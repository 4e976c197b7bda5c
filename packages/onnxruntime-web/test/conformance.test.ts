import { describeConformance } from "@lockstep/conformance";
import * as ort from "onnxruntime-web";
import { describe, it } from "vitest";
import { createOrtEngine } from "../src/index.ts";

ort.env.wasm.numThreads = 1;

describeConformance(
  { describe, it },
  {
    name: "ort-wasm",
    capabilities: { microBatches: false, clipping: true, maxNorm: true },
    createEngine: (model, options) => createOrtEngine(ort, model, options),
  },
);
