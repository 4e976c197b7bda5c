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
    declines: {
      microBatches: "no graph for sums of gradients over several batches yet",
      layerKinds: "no operators for this layer yet",
      losses: "no operators for this loss yet",
      denseOnLastAxis: "no operators for dense layers on rows of several axes yet",
      randomSiteKinds: "no operators for this kind of draw yet",
    },
    createEngine: (model, options) => createOrtEngine(ort, model, options),
  },
);
