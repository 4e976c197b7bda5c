import { createReferenceEngine } from "@lockstep/core/reference";
import { describe, it } from "vitest";
import { describeConformance } from "../src/index.ts";

describeConformance(
  { describe, it },
  {
    name: "reference",
    capabilities: { microBatches: true, clipping: true, maxNorm: true },
    createEngine: createReferenceEngine,
  },
);
