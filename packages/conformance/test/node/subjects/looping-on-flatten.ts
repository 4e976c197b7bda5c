import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import type { ConformanceSubject } from "../../../src/index.ts";

/** An engine that loops for ever over networks that flatten, and runs the others. */
export const subject: ConformanceSubject = {
  name: "looping on flatten",
  capabilities: REFERENCE_CAPABILITIES,
  createEngine(model, options) {
    while (JSON.stringify(model.layers).includes("flatten"));
    return createReferenceEngine(model, options);
  },
};
