import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import { describe, it } from "vitest";
import { describeConformance } from "../src/index.ts";

describeConformance(
  { describe, it },
  {
    name: "reference",
    capabilities: REFERENCE_CAPABILITIES,
    createEngine: createReferenceEngine,
  },
);
