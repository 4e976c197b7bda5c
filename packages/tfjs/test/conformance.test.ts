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
      createEngine: (model, options) => createTfjsEngine(tf, model, options),
    },
  );
});
