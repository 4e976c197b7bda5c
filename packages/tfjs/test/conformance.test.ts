import { describeConformance } from "@lockstep/conformance";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, it } from "vitest";
import { createTfjsEngine } from "../src/index.ts";
import { BACKENDS, startBackend } from "./start-backend.ts";

describe.each(BACKENDS)("%s", (backend) => {
  beforeAll(() => startBackend(backend));

  describeConformance(
    { describe, it },
    {
      name: `tfjs-${backend}`,
      capabilities: { microBatches: true, clipping: true, maxNorm: true },
      declines: {
        layerKinds: "no kernel for this layer yet",
        losses: "no kernel for this loss yet",
        denseOnLastAxis: "no kernel for dense layers on rows of several axes yet",
        randomSiteKinds: "no kernel for this kind of draw yet",
      },
      createEngine: (model, options) => createTfjsEngine(tf, model, options),
    },
  );
});
