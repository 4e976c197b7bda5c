import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import type { ConformanceSubject } from "../../src/index.ts";

export const subject: ConformanceSubject = {
  name: "reference",
  exact: true,
  capabilities: REFERENCE_CAPABILITIES,
  createEngine: createReferenceEngine,
};
